"""Verbs of vendors."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from catalog.vendors.models import Vendor


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


def _free_handle(name: str) -> str:
    stem = slugify(name, allow_unicode=True)[:110] or "vendor"
    taken = set(Vendor.objects.filter(handle__startswith=stem).values_list("handle", flat=True))
    handle, number = stem, 1
    while handle in taken:
        number += 1
        handle = f"{stem}-{number}"
    return handle
