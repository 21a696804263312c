"""The sandbox carrier's own book: what it was asked to take, as a real one would know it."""

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField, CurrencyField


class SandboxParcel(models.Model):
    """One parcel in a world where nothing moves but the clock."""

    class Script(models.TextChoices):
        ARRIVES = "arrives"
        STUCK = "stuck"  # it meets an obstacle on its way
        COMES_BACK = "comes_back"
        SLOW = "slow"  # the answer to its first booking never comes

    #: Ours: asked twice it is the same parcel.
    number = models.CharField(max_length=32, unique=True)
    tracking = models.CharField(max_length=32, unique=True)
    service = models.CharField(max_length=20)
    price = AmountField()
    currency = CurrencyField()
    script = models.CharField(max_length=12, choices=Script, default=Script.ARRIVES)
    is_void = models.BooleanField(default=False)
    #: From here on it travels.
    booked_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.tracking
