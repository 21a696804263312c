"""What templates say about pieces."""

import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalog.aftersale import values as aftersale
from catalog.facing.facing import Facing
from catalog.menus import services as menus
from catalog.menus.services import Link
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.seo import pieces
from catalog.shelf import services as shelf
from minishop import privacy
from minishop.privacy import Holding
from minishop.seo.structured import Node
from minishop.templatetags.sharing import json_ld

register = template.Library()

DOTS = 4  # colours a card shows before it counts the rest


register.filter("not_returned", aftersale.told)


@register.inclusion_tag("_card.html", takes_context=True)
def card(context: Context, product: Product, heading: str = "h3", eager: bool = False) -> dict[str, Any]:
    """The product's card, an `<li>`; `eager` for those seen first.

    It tells the visitor's tier its price: whoever keeps cards keeps them by `member_tier.code`.
    """
    more = len(product.swatches) - DOTS
    return {
        "product": product,
        "member_tier": context.get("member_tier"),
        "href": product.get_absolute_url(),
        "title": product.t.title,
        "words": product.t.subtitle,
        "pic": product.cover,
        "amount": product.price_from,
        "since": product.price_to > product.price_from,
        "was": product.compare_at_from,
        "currency": "",
        "colours": [swatch["colour"] for swatch in product.swatches[:DOTS]] if more > 1 - DOTS else [],
        "more": more if more > 0 else 0,
        "gone": not product.in_stock,
        "heading": heading,
        "eager": eager,
    }


@register.simple_tag
def still() -> Picture | None:
    """A photograph for a page that has nothing to show yet: of the newest piece there is."""
    newest = Product.objects.on_sale().for_cards().order_by("-published_at", "-pk")
    return shelf.read("still", lambda: getattr(newest.first(), "cover", None))


@register.simple_tag
def piece_facts(shown: Facing, said: Sequence[Node] = ()) -> SafeString:
    """The piece in schema.org's words, and what was said of it in the same."""
    return json_ld(pieces.of(shown, said))


class Shelved(template.Node):
    """Renders its content once for each version of the catalogue, language and key."""

    def __init__(self, content: template.NodeList, keys: list[FilterExpression]) -> None:
        self.content, self.keys = content, keys

    def render(self, context: Context) -> SafeString:
        keys = [str(key.resolve(context)) for key in self.keys]
        if "" in keys:
            return self.content.render(context)
        told = ":".join(keys)
        name = f"html:{get_language()}:{told}"
        return mark_safe(shelf.read(name, lambda: str(self.content.render(context))))  # noqa: S308


@register.tag
def shelved(parser: Parser, token: Token) -> Shelved:
    """`{% shelved "card" product.pk %}…{% endshelved %}`: for what says nothing about the visitor.

    With an empty key it is rendered each time.
    """
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    content = parser.parse(("endshelved",))
    parser.delete_first_token()
    return Shelved(content, keys)


@register.filter
def leaning(text: str) -> SafeString:
    """What stands *between asterisks* becomes an emphasis."""
    return mark_safe(re.sub(r"\*(.+?)\*", r"<em>\1</em>", escape(str(text))))  # noqa: S308


@register.filter
def upright(text: str) -> str:
    """The same without the asterisks, for titles and labels."""
    return text.replace("*", "")


@register.filter
def swatch_name(swatch: dict[str, Any]) -> str:
    """A colour's name in the reader's language."""
    return swatch.get("names", {}).get(get_language() or "") or swatch["name"]


@register.simple_tag
def holdings() -> list[Holding]:
    """What the shop holds about a person, from every feature that holds something."""
    return [holding for _name, holding in privacy.holdings]


@register.simple_tag
def menu(name: str) -> list[Link]:
    """The links of a menu that lead to something now."""
    return menus.doors().menus.get(name, [])


@register.simple_tag
def composed(handle: str) -> Link | None:
    """The page staff composed under this handle, while it can be read."""
    return menus.doors().pages.get(handle)
