"""Reads and changes the brand; pages read it without a query most of the time."""

from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage

from minishop.brand import icons, palette
from minishop.brand.models import Brand

REMEMBERED_SECONDS = 30.0
ICON_SECONDS = 60 * 60 * 24
LETTERS = Path(settings.BASE_DIR) / "minishop" / "static" / "fonts" / "fraunces-latin.woff2"


class _Memory:
    brand: Brand | None = None
    until: float = 0.0


def current() -> Brand:
    """The brand as of at most half a minute ago; the house default while nobody has named it."""
    brand = _Memory.brand
    if brand is None or monotonic() > _Memory.until:
        brand = Brand.objects.filter(pk=1).first() or Brand(pk=1)
        remember(brand)
    return brand


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


def icon(brand: Brand, size: int, kind: str = "icon") -> bytes:
    """The brand's icon as PNG, drawn once a day for each size."""
    key = f"brand:icon:{brand.icon_digest}:{size}:{kind}"
    drawn = cache.get(key)
    if drawn is None:
        drawn = icons.draw(_look(brand), size, kind)
        cache.set(key, drawn, ICON_SECONDS)
    return bytes(drawn)


def _look(brand: Brand) -> icons.Look:
    return icons.Look(
        ground=_plain(brand, "fill"),
        ink=_plain(brand, "on-fill"),
        letter=brand.name.strip()[:1].upper(),
        picture=stored(brand.icon.name),
        font=stored(brand.font.name) or LETTERS.read_bytes(),
    )


def _plain(brand: Brand, token: str) -> str:
    """The token's colour where it is plain; a browser understands others that drawing does not."""
    told = palette.colour(brand.tokens, "light", token)
    return told if palette.HEX.fullmatch(told) else palette.colour({}, "light", token)


def stored(name: str | None) -> bytes:
    """What storage holds under the name; nothing where it has gone."""
    if not name:
        return b""
    try:
        with default_storage.open(name, "rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""
