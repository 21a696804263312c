"""Bags and tickets for the search, in whole yuan unless said otherwise."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from members.couponplans.values import Piece, Things, Ticket

ALL = frozenset({"goods", "order", "delivery", "gift"})
START = datetime(2026, 11, 22, tzinfo=UTC)


def piece(amount: Any = 238, *, key: str = "a", **facts: Any) -> Piece:
    told: dict[str, Any] = {"product_id": 1, "variant_id": 1, "quantity": 1}
    return Piece(key=key, amount=Decimal(str(amount)), **told | facts)


def ticket(n: int = 1, *, off: Any = 80, days: int | None = None, **facts: Any) -> Ticket:
    """The n-th coupon: an amount of goods that goes with anything, unless said otherwise."""
    told: dict[str, Any] = {"kind": "amount", "stack": "order", "currency": "CNY", "title": f"Coupon {n}"}
    told |= {"coupon_id": n, "issued_id": n, "value": Decimal(str(off)), "combines_with": ALL}
    ends = None if days is None else START + timedelta(days=days)
    return Ticket(key=f"issued:{n}", ends_at=ends, **told | facts)


def alone(n: int = 1, **facts: Any) -> Ticket:
    return ticket(n, **{"combines_with": frozenset()} | facts)


def of(*products: int, collections: Any = (), vendors: Any = ()) -> Things:
    return Things(frozenset(products), frozenset(collections), frozenset(vendors))
