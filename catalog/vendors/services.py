"""Verbs of vendors."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import slugify

from catalog.redirects import services as redirects
from catalog.shelf import services as shelf
from catalog.vendors.models import SameVendor, Vendor
from minishop import events


def named(name: str) -> Vendor | None:
    """The vendor of this name, there from now on; None for an empty name."""
    name = " ".join(name.split())[:120]
    if not name:
        return None
    while True:
        known = Vendor.objects.filter(name=name).first()
        if known:
            return known
        try:
            with transaction.atomic():
                return Vendor.objects.create(name=name, handle=_free_handle(name))
        except IntegrityError:  # another created it, or took the handle, meanwhile
            continue


@transaction.atomic
def keep(*, vendor: Vendor, actor: Any = None) -> Vendor:
    """The vendor stands as it was filled in; a new name keeps the handle, a new handle the old address.

    Raises:
        ValidationError: the name or the handle is another's.
    """
    event = "vendor.changed" if vendor.pk else "vendor.created"
    vendor.full_clean()
    handle = redirects.handle_before(vendor)
    vendor.save()
    redirects.settled(handle and reverse("vendor", args=[handle]), vendor.get_absolute_url())
    events.emit(event, subject=vendor, actor=actor)
    shelf.changed()
    return vendor


@transaction.atomic
def merge(*, vendor: Vendor, into: Vendor, actor: Any = None) -> None:
    """The other vendor has all the pieces and the address of this one, which is gone.

    Both rows are locked, lower key first: a piece that is being given to this vendor meanwhile is
    either moved with the others or refused, never left without one.

    Raises:
        SameVendor: it is one and the same.
    """
    if vendor.pk == into.pk:
        raise SameVendor
    _hold(vendor, into)
    pieces = apps.get_model("catalog", "Product").objects.filter(vendor=vendor)
    moved = pieces.update(vendor=into)
    redirects.moved(vendor.get_absolute_url(), into.get_absolute_url())
    events.emit("vendor.merged", subject=into, actor=actor, vendor=vendor.pk, pieces=moved)
    Vendor.objects.filter(pk=vendor.pk).delete()
    shelf.changed()


def _hold(*vendors: Vendor) -> None:
    rows = Vendor.objects.select_for_update().filter(pk__in=[vendor.pk for vendor in vendors])
    list(rows.order_by("pk"))


def _free_handle(name: str) -> str:
    stem = slugify(name, allow_unicode=True)[:110] or "vendor"
    taken = set(Vendor.objects.filter(handle__startswith=stem).values_list("handle", flat=True))
    handle, number = stem, 1
    while handle in taken:
        number += 1
        handle = f"{stem}-{number}"
    return handle
