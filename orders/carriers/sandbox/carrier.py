"""A carrier to play with: books in its own table, draws a label, moves parcels by the clock.

What is written into the address chooses what goes wrong: a street with “Nowhere” is refused, “Timeout”
gives no answer the first time, “Stuck” meets an obstacle, “Return” comes back.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from minishop import clock
from minishop.money import Money, default_currency
from orders.carriers import labels
from orders.carriers.base import Booked, Moment, Parcel, Rate, Refused, Status, Unknown
from orders.carriers.sandbox.models import SandboxParcel
from payments.attempts.models import new_number

Script = SandboxParcel.Script
#: Per service: its price up to a kilogram, for each further one, and the days it says.
SERVICES = {"standard": (Decimal(12), Decimal(5), 3), "express": (Decimal(23), Decimal(14), 1)}
#: What an address asks for, and the script it gets.
WISHES = {"timeout": Script.SLOW, "stuck": Script.STUCK, "return": Script.COMES_BACK}
#: As it stands on labels.
NAME = "Moonlight Post"
HEAVIEST = 30_000
#: How long after booking each moment comes.
TAKEN, MOVING, ARRIVING, THERE = (timedelta(minutes=minutes) for minutes in (1, 3, 6, 10))


class SandboxCarrier:
    code = "sandbox"
    label = gettext_lazy("Moonlight Post (sandbox)")
    books = True
    asked_every: timedelta | None = timedelta(seconds=30)

    def rates(self, parcel: Parcel) -> list[Rate]:
        _ensure_taken(parcel)
        return [
            Rate(code, _named(code), Money(_price(code, parcel.grams), default_currency()), days)
            for code, (_first, _more, days) in SERVICES.items()
        ]

    def book(self, parcel: Parcel) -> Booked:
        _ensure_taken(parcel)
        row, is_new = _entered(parcel)
        if is_new and row.script == Script.SLOW:
            raise Unknown("timeout", "no answer within 20 s")
        named = replace(parcel, service=_named(row.service))
        label = labels.draw(named, carrier=NAME, tracking=row.tracking)
        return Booked(row.tracking, label, Money(row.price, row.currency))

    def void(self, parcel: Parcel) -> None:
        SandboxParcel.objects.filter(number=parcel.number).update(is_void=True)

    def track(self, parcel: Parcel) -> list[Moment]:
        row = SandboxParcel.objects.filter(number=parcel.number, is_void=False).first()
        if row is None:
            return []
        now = clock.now()
        plan = [(row.booked_at + after, status, words) for after, status, words in _plan(row.script)]
        return [
            Moment(key=f"{row.tracking}-{index}", at=at, status=status, words=words)
            for index, (at, status, words) in enumerate(plan)
            if at <= now
        ]


def _ensure_taken(parcel: Parcel) -> None:
    if "nowhere" in parcel.to.street.lower():
        raise Refused("address_refused", "nobody delivers there")
    if parcel.grams > HEAVIEST:
        raise Refused("too_heavy", f"{parcel.grams} g, at most {HEAVIEST} g")
    if parcel.service and parcel.service not in SERVICES:
        raise Refused("no_such_service", parcel.service)


def _named(service: str) -> str:
    return gettext({"standard": _("Standard"), "express": _("Express")}[service])


def _price(service: str, grams: int) -> Decimal:
    first, more, _days = SERVICES[service]
    return first + more * max(-(-grams // 1000) - 1, 0)


@transaction.atomic
def _entered(parcel: Parcel) -> tuple[SandboxParcel, bool]:
    service = parcel.service or "standard"
    street = parcel.to.street.lower()
    script = next((script for wish, script in WISHES.items() if wish in street), Script.ARRIVES)
    return SandboxParcel.objects.get_or_create(
        number=parcel.number,
        defaults={
            "tracking": new_number("MP").upper()[:14],
            "service": service,
            "price": _price(service, parcel.grams),
            "currency": default_currency(),
            "script": script,
        },
    )


def _plan(script: str) -> list[tuple[timedelta, Status, str]]:
    taken = (TAKEN, Status.MOVING, _("Taken by the courier"))
    moving = (MOVING, Status.MOVING, _("On the way between two cities"))
    if script == Script.STUCK:
        return [taken, moving, (ARRIVING, Status.EXCEPTION, _("Nobody was there; it waits at the depot"))]
    if script == Script.COMES_BACK:
        return [taken, moving, (ARRIVING, Status.RETURNED, _("On its way back to the sender"))]
    arriving = (ARRIVING, Status.ARRIVING, _("With the courier in your street"))
    return [taken, moving, arriving, (THERE, Status.DELIVERED, _("Delivered"))]
