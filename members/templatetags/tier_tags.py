"""What pages say of a member's tier, and what pieces cost in it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from catalog.products.models import Product, Variant
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


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What a piece costs the visitor, step by step."""

    price: Decimal
    pays: Decimal
    currency: str
    label: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        off = {"label": self.label, "amount": self.pays - self.price}
        return [{"label": _("Price"), "amount": self.price}, off]

    @property
    def cents(self) -> bool:
        return any(amount % 1 for amount in (self.price, self.pays))


@register.simple_tag
def costs(variant: Variant | None, tier: Any) -> Arithmetic | None:
    """What the piece costs in the tier; nothing for guests, and where that is no less."""
    if not tier or variant is None or variant.price is None:
        return None
    price, currency = variant.price.amount, variant.price.currency
    pays = memberprices.of([variant], tier, currency).get(variant.pk)
    if pays is None:
        return None
    by_percent = pays == memberprices.less(price, tier, currency)
    told = {"tier": tier.t.name, "percent": words.percent(tier)}
    label = _("%(tier)s member, %(percent)s%% off") if by_percent else _("%(tier)s member’s price")
    return Arithmetic(price, pays, currency, label % told)
