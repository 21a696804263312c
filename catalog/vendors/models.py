"""Vendors: the houses whose names products carry ("brand" is the shop's own)."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from catalog.pictures.models import Picture
from minishop.translation import TranslatedModel


class SameVendor(Exception):
    """A vendor can't be merged into itself."""


class VendorQuerySet(models.QuerySet["Vendor"]):
    def with_pieces(self) -> "VendorQuerySet":
        """Those shoppers can find something of, each with how many `pieces`, by name."""
        still = models.Q(products__withdrawn_at__isnull=True) | models.Q(products__withdrawn_at__gt=Now())
        on_sale = still & models.Q(products__status="active", products__published_at__lte=Now())
        counted = self.annotate(pieces=models.Count("products", filter=on_sale))
        return counted.filter(pieces__gt=0).select_related("picture").order_by("name")


class Vendor(TranslatedModel):
    """A maker's name, with a page of its pieces."""

    translated = ("name", "summary", "seo_title", "seo_description")

    handle = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(max_length=120, unique=True)
    summary = models.CharField(max_length=600, blank=True, default="")
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seo_title = models.CharField(max_length=200, blank=True, default="")
    seo_description = models.CharField(max_length=320, blank=True, default="")

    objects = VendorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("vendor", args=[self.handle])
