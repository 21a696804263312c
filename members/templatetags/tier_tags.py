"""What pages say of a member's tier, and what pieces cost in it."""

from typing import Any

from django import template
from django.template import Context

from catalog.products.models import Product
from members.memberprices import services as memberprices
from members.privileges import words
from members.privileges.words import Perk
from members.tiers import services as tiers
from members.tiers.models import Tier
from members.tiers.services import Standing
from minishop.money import Money, default_currency

register = template.Library()

#: How a tier's card is drawn; sand is the plain one.
LOOKS = {Tier.Look.MOON: "moon", Tier.Look.BRASS: "brass", Tier.Look.INK: "inked"}

register.filter("to_next", words.to_next)
register.filter("to_keep", words.to_keep)
register.filter("day", words.day)


@register.simple_tag(takes_context=True)
def standing(context: Context) -> Standing:
    """Where the member stands in the club."""
    return tiers.of(context["request"].user)


@register.filter
def look(tier: Tier) -> str:
    """The class of the tier's card."""
    return LOOKS.get(Tier.Look(tier.look), "")


@register.filter
def brings(tier: Tier) -> list[Perk]:
    """What the tier brings."""
    return words.brings(tier)


@register.simple_tag
def for_members(product: Product, tier: Any) -> Money | None:
    """What a listing's card says the piece costs the visitor; nothing where that is no less."""
    price = memberprices.of_card(product, tier) if tier else None
    return None if price is None else Money(price, default_currency())
