"""What a program sent, as returns understand it; what is not there is said by its place."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request

from catalog.products.models import Variant
from minishop.api import repeating
from minishop.api.problems import INVALID, Problem
from orders.orders.models import Order
from orders.returns import rules
from orders.returns.models import Return
from orders.returns.rules import NotReturnable, Piece
from orders.stores.models import Store

Kind, Back = Return.Kind, Return.Back


def pieces(order: Order, sent: Sequence[dict[str, Any]]) -> list[Piece]:
    """The pieces of the order's own lines.

    Raises:
        Problem: a line is not of this order, or there is no such variant.
    """
    related = order.lines.select_related("variant__product", "fulfilment", "order")
    lines = {line.pk: line for line in related.prefetch_related(*rules.READ_WITH)}
    skus = {one["instead"] for one in sent if one.get("instead")}
    variants = {one.sku: one for one in Variant.objects.filter(sku__in=skus)}
    found = []
    for place, one in enumerate(sent):
        if one["line"] not in lines:
            raise _flaw(f"#/pieces/{place}/line", _("It is no line of this order."))
        if one.get("instead") and one["instead"] not in variants:
            raise _flaw(f"#/pieces/{place}/instead", _("There is no such piece."))
        found.append(Piece(lines[one["line"]], one["quantity"], variants.get(one.get("instead", ""))))
    return found


def way(told: dict[str, Any], wanted: Sequence[Piece]) -> str:
    """How pieces would come back, where they have to, for what it is worth in a quote."""
    left = any(piece.line.to_send < piece.quantity for piece in wanted)
    comes = told["kind"] != Kind.REFUND and told["reason"] != "not_arrived"
    return Back.POST if comes and left else Back.NONE


def ensure(wanted: Sequence[Piece], told: dict[str, Any], back: str) -> None:
    """Returns only if each of the pieces may be asked for that reason.

    Raises:
        NotReturnable: one may not.
    """
    reason = rules.reason_of(told["reason"])
    before = rules.Wish(wanted, told["kind"], reason, back).before
    if not reason.allows(told["kind"], before=before):
        raise NotReturnable("kind")
    for piece in wanted:
        if why := rules.why_not(piece.line, reason, quantity=piece.quantity, before=before):
            raise why


def house(code: str) -> Store | None:
    """The house of this code, where one was sent.

    Raises:
        Problem: there is none.
    """
    if not code:
        return None
    found = Store.objects.for_pickup().filter(code=code).first()
    if found is None:
        raise _flaw("#/store", _("There is no such house."))
    return found


def key(request: Request) -> str:
    """What the caller calls this request, short enough for a return's own key."""
    return "api-" + hashlib.sha256(repeating.key_of(request).encode()).hexdigest()[:40]


def _flaw(pointer: str, words: str) -> Problem:
    return Problem(INVALID, errors=[{"pointer": pointer, "detail": words, "code": "unknown"}])
