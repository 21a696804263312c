"""What can be done with cards, to whom it does not apply and why, and the doing itself.

A deed runs the verb of each row by itself: what one refuses does not keep the others back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minishop.states import IllegalMove
from orders.board.problems import REFUSALS, told
from orders.carriers import registry
from orders.carts.models import Way
from orders.documents.reading import to_pick
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.shipments import services as shipments
from orders.shipments.models import Shipment

State = Fulfilment.State
Run = Callable[[Fulfilment, Any, dict[str, str]], Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """`why_not` says why a row is left out, in words; nothing where it is not."""

    code: str
    title: str | Promise
    why_not: Callable[[Fulfilment], str]
    run: Run | None = None


@dataclass(slots=True)
class Outcome:
    """Rows it was done with, and those left out with the reason."""

    done: list[Fulfilment] = field(default_factory=list)
    left_out: list[tuple[Fulfilment, str]] = field(default_factory=list)


def do(deed: Deed, rows: Iterable[Fulfilment], *, actor: Any, **facts: str) -> Outcome:
    """The deed is done with each row it applies to; the others are told with their reason."""
    outcome = Outcome()
    for row in rows:
        reason = deed.why_not(row)
        try:
            if not reason and deed.run:
                deed.run(row, actor, facts)
        except (*REFUSALS, IllegalMove) as problem:
            reason = told(problem)
        if reason:
            outcome.left_out.append((row, reason))
        else:
            outcome.done.append(row)
    return outcome


def here(row: Fulfilment) -> list[Shipment]:
    """Its parcels that are packed and still in the house."""
    return [parcel for parcel in row.shipments.all() if parcel.state == Shipment.State.PACKED]


def _beyond(row: Fulfilment) -> str:
    """Why nothing more is done with what is over, in words."""
    if row.state in {State.SHIPPED, State.DONE}:
        return _("has left the house")
    return "" if row.state in Fulfilment.IN_HOUSE else _("is not to be packed")


def not_picked(row: Fulfilment) -> str:
    words = {
        State.PICKING: _("is being picked"),
        State.PACKED: _("is packed already"),
        State.READY: _("is packed already"),
    }
    return words.get(State(row.state), "") or _beyond(row)


def not_packed(row: Fulfilment) -> str:
    if row.state in {State.PACKED, State.READY}:
        return _("is packed already")
    if row.way == Way.SHIP and row.state in Fulfilment.IN_HOUSE and not to_pick(row):
        return _("is packed already")
    return _beyond(row)


def not_shelved(row: Fulfilment) -> str:
    if row.way == Way.SHIP:
        return _("is sent, not collected")
    return _("lies on a shelf already") if row.state == State.READY else _beyond(row)


def not_given(row: Fulfilment) -> str:
    if row.way == Way.PICKUP:
        return _("is collected, not sent")
    parcels = here(row)
    if not parcels and row.state in Fulfilment.IN_HOUSE and row.state != State.READY:
        return _("is not packed yet")
    if any(parcel.booking == Shipment.Booking.WANTED for parcel in parcels):
        return _("waits for its label")
    return _beyond(row)


def not_kept(row: Fulfilment) -> str:
    return "" if row.way == Way.PICKUP and row.state == State.READY else _("does not wait to be collected")


def not_listed(row: Fulfilment) -> str:
    if row.state in {State.OPEN, State.PICKING} and to_pick(row):
        return ""
    return _beyond(row) or _("is packed already")


def not_labelled(row: Fulfilment) -> str:
    if row.state not in Fulfilment.IN_HOUSE:
        return _beyond(row)
    if row.way == Way.PICKUP:
        return "" if hasattr(row, "pickup") else _("its code is being drawn")
    return "" if here(row) else _("is not packed yet")


def _pack(row: Fulfilment, actor: Any, facts: dict[str, str]) -> None:
    if row.way == Way.PICKUP:
        fulfilment.pack(fulfilment=row, actor=actor)
    else:
        shipments.pack(fulfilment=row, carrier=facts.get("carrier") or _usual(), actor=actor)


def _usual() -> str:
    """The first carrier of the settings."""
    return next(iter(registry.enabled()), "manual")


def _shelve(row: Fulfilment, actor: Any, facts: dict[str, str]) -> None:
    fulfilment.ready(fulfilment=row, actor=actor, shelf=facts.get("shelf", "").strip()[:20])


def _give(row: Fulfilment, actor: Any, facts: dict[str, str]) -> None:
    """All its packed parcels are with the courier; one that was never made a parcel becomes one."""
    name = facts.get("carrier_name", "").strip()[:60]
    for parcel in here(row) or [shipments.pack(fulfilment=row, actor=actor)]:
        typed = facts.get(f"tracking-{parcel.pk}") or facts.get(f"tracking-row-{row.pk}") or ""
        is_own = parcel.booking == Shipment.Booking.BOOKED
        named = {} if is_own else {"carrier_name": name, "tracking": typed.strip()[:60]}
        shipments.ship(shipment=parcel, actor=actor, **named)


def _keep(row: Fulfilment, actor: Any, facts: dict[str, str]) -> None:
    fulfilment.keep(fulfilment=row, days=settings.PICKUP_KEEP_DAYS, actor=actor)


PICK = Deed(
    "pick",
    gettext_lazy("Start picking"),
    not_picked,
    lambda row, actor, _facts: fulfilment.pick(fulfilment=row, actor=actor),
)
PACK = Deed("pack", gettext_lazy("Packed"), not_packed, _pack)
SHELF = Deed("shelf", gettext_lazy("Put on shelf"), not_shelved, _shelve)
COURIER = Deed("courier", gettext_lazy("Give to courier"), not_given, _give)
KEEP = Deed("keep", gettext_lazy("Keep longer"), not_kept, _keep)
#: Those that change something, and those that print.
WORK = {deed.code: deed for deed in (PICK, PACK, SHELF, COURIER, KEEP)}
PRINTS = {
    deed.code: deed
    for deed in (
        Deed("list", gettext_lazy("Pick list"), not_listed),
        Deed("slips", gettext_lazy("Slips"), _beyond),
        Deed("labels", gettext_lazy("Labels"), not_labelled),
    )
}
ALL = {**WORK, **PRINTS}
#: Those that ask for something first: a shelf, a carrier's number.
ASKING = (SHELF.code, COURIER.code)
