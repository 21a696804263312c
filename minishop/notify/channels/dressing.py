"""A message in the brand's clothes: its name or logo, its colours by day and night, its buttons.

Mail programs read no stylesheets of ours and few rules of CSS, so style stands in the page itself; its
colours come from the brand.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from minishop.brand import palette
from minishop.brand import services as brands
from minishop.links import absolute
from minishop.notify.channels.base import Letter

#: A line that leads somewhere: "Your order: https://…".
LEADS = re.compile(r"^(?:(?P<words>[^\n]*?)(?:[:：]\s*|\s+))?(?P<link>https?://\S+)$")
TOKENS = ("bone", "paper", "ink", "ink-2", "line", "fill", "on-fill")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a button where there is a link."""

    words: str
    link: str = ""


def parts(body: str) -> list[Part]:
    """The body's paragraphs, in order; a line that ends in a link becomes a button of its own."""
    found: list[Part] = []
    for block in re.split(r"\n\s*\n", body.strip()):
        plain: list[str] = []
        for line in block.splitlines():
            if leads := LEADS.match(line.strip()):
                found += [Part("\n".join(plain))] if plain else []
                plain = []
                found.append(Part(leads["words"] or "", leads["link"]))
            else:
                plain.append(line.strip())
        found += [Part("\n".join(plain))] if plain else []
    return found


def dressed(letter: Letter) -> str:
    """The letter as HTML, in its own language."""
    brand = brands.current()
    with translation.override(letter.language):
        context: dict[str, Any] = {
            "brand": brand,
            "home": absolute("/"),
            "logo": absolute(brand.logo.url) if brand.logo else "",
            "subject": letter.subject,
            "language": letter.language,
            "parts": parts(letter.body),
            **{scheme: _colours(brand.tokens, scheme) for scheme in palette.SCHEMES},
        }
        return render_to_string("messages/letter.html", context)


def _colours(tokens: palette.Tokens, scheme: str) -> dict[str, str]:
    return {name.replace("-", "_"): palette.colour(tokens, scheme, name) for name in TOKENS}
