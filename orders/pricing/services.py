"""One pipeline prices everything: named steps in the order of `settings.PRICING_STEPS`.

Each step sees the draft so far and asks for changes; here alone they are bounded and allocated to
lines by largest remainder, so that the parts always sum to the whole and no line falls below zero.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.conf import settings
from django.utils.module_loading import import_string

from minishop.money import ZERO, allocate, rounded
from orders.pricing.values import (
    DELIVERY,
    Adjustment,
    Asked,
    Change,
    Draft,
    Piece,
    Planned,
    Quote,
    Share,
    digest,
)

Step = Callable[[Draft], Iterable[Change | Planned]]


def steps() -> list[Step]:
    return [import_string(path) for path in settings.PRICING_STEPS]


def quote(*, pieces: Iterable[Piece], asked: Asked, through: Sequence[Step] | None = None) -> Quote:
    """What the pieces cost this person there, tax included, through the steps given or the shop's own."""
    draft = Draft(asked=asked, pieces=tuple(pieces))
    for step in steps() if through is None else through:
        for change in step(draft):
            draft = _with(draft, change) if isinstance(change, Change) else replace(draft, plan=change.plan)
    return _summed(draft)


def _with(draft: Draft, change: Change) -> Draft:
    """The draft with the change allocated; reductions stop at what the lines, or their delivery, cost."""
    of_delivery = change.code == DELIVERY and change.amount < 0
    weights = [draft.sent(key) if of_delivery else draft.left(key) for key in change.keys]
    amount = rounded(change.amount, draft.asked.currency)
    if amount < 0:
        amount = max(amount, -sum(weights, ZERO))
    if not change.keys:
        return draft
    parts = [*change.parts] or allocate(amount, weights, draft.asked.currency)
    shares = tuple(Share(key, part) for key, part in zip(change.keys, parts, strict=True))
    adjustment = Adjustment(change.code, change.label, amount, shares)
    return replace(draft, adjustments=(*draft.adjustments, adjustment))


def _summed(draft: Draft) -> Quote:
    goods = sum((piece.amount for piece in draft.pieces), ZERO)
    shipping = sum((a.amount for a in draft.adjustments if a.is_delivery), ZERO)
    discount = -sum((a.amount for a in draft.adjustments if not a.is_delivery), ZERO)
    total = goods - discount + shipping
    return Quote(
        currency=draft.asked.currency,
        pieces=draft.pieces,
        adjustments=draft.adjustments,
        goods_total=goods,
        discount_total=discount,
        shipping_total=shipping,
        tax_included=tax_inside(total, draft.asked.currency),
        total=total,
        digest=digest(draft.pieces, draft.adjustments),
        plan=draft.plan,
    )


def tax_inside(total: Decimal, currency: str) -> Decimal:
    """The value added tax contained in a price that includes it: total × rate / (1 + rate)."""
    rate = Decimal(str(settings.TAX_RATE))
    return rounded(total * rate / (1 + rate), currency)
