"""Stores ("houses"): where people collect, where stock lies, and whose clerks may scan."""

from django.conf import settings
from django.db import models

from minishop.templatetags.shop import list_words
from minishop.translation import TranslatedModel


class StoreQuerySet(models.QuerySet["Store"]):
    def for_pickup(self) -> "StoreQuerySet":
        return self.filter(is_open=True, offers_pickup=True)

    def of_staff(self, user: "settings.AUTH_USER_MODEL") -> "StoreQuerySet":  # type: ignore[name-defined]
        """The stores whose stock and codes this person may handle."""
        if not user.is_active or not user.is_staff:
            return self.none()
        return self.all() if user.has_perm("orders.work_in_any_store") else self.filter(staff__user=user)


class Store(TranslatedModel):
    """A place with stock: a house shoppers visit, or the warehouse that ships."""

    translated = ("name", "address", "city", "directions")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=250, blank=True, default="")
    city = models.CharField(max_length=80, blank=True, default="")
    directions = models.CharField(max_length=400, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    timezone = models.CharField(max_length=40, default="Asia/Shanghai")
    #: `{"mon": ["10:00", "22:00"], …}` in the store's own time; a missing day is closed.
    hours = models.JSONField(default=dict, blank=True)
    #: Dates that differ: `{"2026-10-01": null}` closed, or hours as above.
    holidays = models.JSONField(default=dict, blank=True)
    is_open = models.BooleanField(default=True)
    offers_pickup = models.BooleanField(default=True)
    ships = models.BooleanField(default=False, help_text="Online orders are sent from here.")
    #: How long after paying an order is ready to collect, in minutes.
    ready_in = models.PositiveIntegerField(default=120)
    position = models.PositiveSmallIntegerField(default=0)

    objects = StoreQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        permissions = [("work_in_any_store", "May work in any store"), ("scan_codes", "May scan codes")]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Name and city, "Wukang Road, Shanghai"."""
        return list_words([words for words in (self.t.name, self.t.city) if words])

    @property
    def call(self) -> str:
        """What a phone dials."""
        return "tel:" + "".join(sign for sign in self.phone if sign in "+0123456789")


class StoreStaff(models.Model):
    """Someone who works in a store; clerks see and scan only there."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="store_staff")

    class Meta:
        verbose_name_plural = "store staff"
        constraints = [models.UniqueConstraint(fields=["store", "user"], name="store_staff_once")]

    def __str__(self) -> str:
        return f"{self.user} at {self.store}"
