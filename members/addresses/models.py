"""The addresses a member has things sent to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from minishop.regions import places

MOST = 20


class TooMany(Exception):
    """The book is full: twenty addresses, and one has to go first."""


class AddressQuerySet(models.QuerySet["Address"]):
    def of(self, user: Any) -> "AddressQuerySet":
        """The member's own, the first choice first; none of a guest."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()


class Address(models.Model):
    """One place, and who answers the door there. Provinces are named as in `minishop.regions`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(_("label"), max_length=30, blank=True, default="")
    name = models.CharField(_("name"), max_length=120)
    phone = PhoneNumberField(_("phone"))
    province = models.CharField(_("province"), max_length=60)
    city = models.CharField(_("city"), max_length=60)
    district = models.CharField(_("district"), max_length=60, blank=True, default="")
    street = models.CharField(_("street, building, room"), max_length=250)
    is_default = models.BooleanField(_("first choice"), default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", models.F("used_at").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default=True), name="address_one_default"
            )
        ]

    def __str__(self) -> str:
        return f"address {self.pk}"

    @property
    def place(self) -> str:
        """The lines of the envelope below the name, in the order a courier reads them."""
        return places.in_words(self.province, self.city, self.district)

    @property
    def called_at(self) -> str:
        """The phone as one dials it from the mainland."""
        return str(self.phone.as_national if self.phone.country_code == 86 else self.phone.as_international)
