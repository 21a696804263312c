"""Reads and changes the brand; pages read it without a query most of the time."""

from time import monotonic
from typing import Any

from minishop.brand.models import Brand

REMEMBERED_SECONDS = 30.0


class _Memory:
    brand: Brand | None = None
    until: float = 0.0


def current() -> Brand:
    """The brand as of at most half a minute ago; the house default while nobody has named it."""
    if _Memory.brand is None or monotonic() > _Memory.until:
        remember(Brand.objects.filter(pk=1).first() or Brand(pk=1))
    assert _Memory.brand is not None
    return _Memory.brand


def remember(brand: Brand | None) -> None:
    """This process shows the brand until it looks again; None makes it look at once."""
    _Memory.brand = brand
    _Memory.until = monotonic() + REMEMBERED_SECONDS


def change(**fields: Any) -> Brand:
    """The brand's row holds the fields; other processes follow within half a minute."""
    brand = Brand.objects.filter(pk=1).first() or Brand(pk=1)
    for name, value in fields.items():
        setattr(brand, name, value)
    brand.full_clean(exclude=["id"])
    brand.save()
    remember(brand)
    return brand
