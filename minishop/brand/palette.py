"""The house's own colours, and whether words can be read on a brand's."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

Tokens = dict[str, dict[str, str]]

SCHEMES = ("light", "dark")
#: Words and what they stand on: 4.5 to 1 at least (WCAG 2.2, 1.4.3).
READ = (
    ("ink", "bone"),
    ("ink", "paper"),
    ("ink-2", "bone"),
    ("ink-2", "linen"),
    ("plum", "bone"),
    ("on-fill", "fill"),
)
LEAST = 4.5
HEX = re.compile(r"#[0-9a-fA-F]{6}")


@cache
def defaults() -> Tokens:
    """The tokens of the stylesheet every page loads, by scheme; dark lies over light."""
    text = (Path(settings.STATICFILES_DIRS[0]) / "css" / "tokens.css").read_text(encoding="utf-8")
    starts = {"light": ":root{", "dark": ":root:not([data-theme=light]){"}
    return {scheme: _block(text, start) for scheme, start in starts.items()}


def _block(css: str, start: str) -> dict[str, str]:
    """The custom properties of the first rule that starts so."""
    return dict(re.findall(r"--([a-z0-9-]+):([^;}]+)", css.split(start, 1)[1].split("}", 1)[0]))


def colour(tokens: Tokens, scheme: str, name: str, *, seen: frozenset[str] = frozenset()) -> str:
    """A token's colour as the page would show it, through the tokens it refers to; none in a circle."""
    layers = [defaults()["light"], tokens.get("light", {})]
    if scheme == "dark":
        layers += [defaults()["dark"], tokens.get("dark", {})]
    value = next((layer[name] for layer in reversed(layers) if name in layer), "")
    refers = re.fullmatch(r"var\(--([a-z0-9-]+)\)", value)
    if refers is None:
        return value
    return "" if name in seen else colour(tokens, scheme, refers[1], seen=seen | {name})


def contrast(one: str, other: str) -> float:
    """The ratio of two hex colours' luminances, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(hexed: str) -> float:
    parts = [int(hexed[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def unreadable(tokens: Tokens) -> list[tuple[str, str, str, float]]:
    """The pairs that could not be read: scheme, words, ground, ratio; only plain hex colours are judged."""
    found = []
    for scheme in SCHEMES:
        for words, ground in READ:
            pair = colour(tokens, scheme, words), colour(tokens, scheme, ground)
            if all(map(HEX.fullmatch, pair)) and (ratio := contrast(*pair)) < LEAST:
                found.append((scheme, words, ground, ratio))
    return found
