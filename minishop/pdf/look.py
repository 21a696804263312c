"""What a document takes from the brand: its name, its logo, its colours by day."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from minishop.brand import palette
from minishop.brand import services as brands

SYMBOL = re.compile(r'<symbol id="logo" viewBox="(?P<box>[^"]+)">(?P<inside>.*?)</symbol>', re.DOTALL)
TOKENS = ("ink", "ink-2", "ink-3", "line", "linen", "plum")


@dataclass(frozen=True, slots=True)
class Look:
    """The brand on paper."""

    name: str
    logo: bytes
    #: Hex colours by token.
    colours: dict[str, str]
    #: Who runs the shop and how to reach it, for the foot of a page.
    imprint: tuple[str, ...] = ()


def current() -> Look:
    """The brand as it is now, in the language that is spoken."""
    brand = brands.current()
    colours = {token: _plain(brand.tokens, token) for token in TOKENS}
    reach = (brand.contact.get("phone"), brand.contact.get("email"))
    return Look(
        name=brand.called,
        logo=brands.stored(brand.logo.name) or _drawn(brand.sprite, colours["ink"]),
        colours=colours,
        imprint=tuple(str(text) for text in (brand.contact.get("company") or brand.called, *reach) if text),
    )


def _plain(tokens: palette.Tokens, token: str) -> str:
    """The token's colour; the house's own where the brand's is no plain one."""
    told = palette.colour(tokens, "light", token)
    return told if palette.HEX.fullmatch(told) else palette.colour({}, "light", token)


@cache
def _drawn(sprite: str, ink: str) -> bytes:
    """The sprite's symbol `logo` as a drawing of its own, in the colour; nothing where there is none."""
    path = finders.find(sprite) if sprite else None
    if not path:
        return b""
    drawn = SYMBOL.search(Path(str(path)).read_text(encoding="utf-8"))
    if drawn is None:
        return b""
    told = drawn["inside"].replace("currentColor", ink)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawn["box"]}">{told}</svg>'.encode()
