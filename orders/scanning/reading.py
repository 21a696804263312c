"""What was read or typed at a counter, as the scan that keeps it: an order's code or a member's."""

from typing import Any

from members.membercode import services as membercode
from members.membercode.values import StaleCode
from orders.scanning import judging
from orders.scanning.models import Scan
from orders.stores.models import Store

Outcome = Scan.Outcome


def read(typed: str, store: Store, *, is_limited: bool) -> dict[str, Any]:
    """The outcome and what it is about; whoever guessed too often is told nothing but of a QR's own code."""
    if membercode.is_like(typed):
        return {"outcome": Outcome.LIMITED} if is_limited else _of_member(typed)
    order, pickup = judging.find(typed, store)
    if is_limited and not judging.is_read(typed, pickup):
        return {"outcome": Outcome.LIMITED}
    return {"order": order, "pickup": pickup, "outcome": judging.judge(order, pickup, store)}


def _of_member(typed: str) -> dict[str, Any]:
    try:
        found = membercode.read(typed)
    except StaleCode:
        return {"outcome": Outcome.STALE}
    if found is None:
        return {"outcome": Outcome.UNKNOWN}
    return {"outcome": Outcome.MEMBER, "member": found.user, "slot": found.slot, "code": found.key}
