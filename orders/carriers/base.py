"""What the core asks of a carrier, and the values in which a carrier reports.

A carrier reads and writes no row of ours: it is told plain values, and what happened comes back as
plain values that the core applies under the order's lock. `book` is repeated with the same number after
a time-out and answers with the same parcel, never a second one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from minishop.money import Money

# What the core tells


@dataclass(frozen=True, slots=True)
class Place:
    """Where a parcel begins or ends, as it stands on a label."""

    name: str
    phone: str = ""
    country: str = "CN"
    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""

    @property
    def lines(self) -> list[str]:
        """The address in lines, the street last."""
        region = " ".join(part for part in (self.province, self.city, self.district) if part)
        return [line for line in (region, self.street) if line]


@dataclass(frozen=True, slots=True)
class Piece:
    """So many pieces of one kind, as they are declared."""

    title: str
    quantity: int
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel; `number` is ours and names it to the carrier for good."""

    number: str
    sender: Place
    to: Place
    grams: int = 0
    pieces: tuple[Piece, ...] = ()
    #: A code of one of the carrier's `rates`; empty lets the carrier choose.
    service: str = ""
    #: What the goods come to, for rates that depend on it.
    goods: Decimal = Decimal(0)
    #: The order's number, printed for people.
    order: str = ""
    #: The carrier's name and number where staff typed them, or once it is booked.
    carrier_name: str = ""
    tracking: str = ""


# What a carrier reports


@dataclass(frozen=True, slots=True)
class Rate:
    """What a carrier asks of the shop for one service."""

    service: str
    label: str
    money: Money
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """The carrier expects the parcel; `label` is a PDF."""

    tracking: str
    label: bytes
    price: Money | None = None


class Status(StrEnum):
    """Where a parcel is."""

    MOVING = "moving"
    ARRIVING = "arriving"
    DELIVERED = "delivered"
    #: It does not go on by itself: lost, damaged, nobody there.
    EXCEPTION = "exception"
    #: On its way back, or back with us.
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something a carrier says of a parcel; `key` is its own name of the moment."""

    key: str
    at: datetime
    status: Status
    words: str = ""
    place: str = ""


# How a carrier fails


class CarrierError(Exception):
    """The carrier did not do what was asked; the class says what the core may conclude.

    `code` is the carrier's word for it and may be shown to staff.
    """

    def __init__(self, code: str = "", detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code} {detail}".strip() or type(self).__name__)


class Retryable(CarrierError):
    """It surely did not happen; the same call with the same number may work later."""


class Unknown(CarrierError):
    """It may have happened (a time-out, a 500, an unreadable answer): ask again with the same number."""


class Refused(CarrierError):
    """It did not happen and will not as it was asked: the address, the weight, the service."""


class Misconfigured(CarrierError):
    """It did not happen; staff must mend keys or settings."""


@runtime_checkable
class Carrier(Protocol):
    """One carrier. A constructor touches no network; each call takes at most 20 s."""

    code: str
    #: How people read it; a translated string.
    label: Any
    #: Whether it is asked for a label; one who is not is told of by staff, who type its name and number.
    books: bool
    #: How long to wait between two questions where a parcel is; nothing: it cannot be asked.
    asked_every: timedelta | None

    def rates(self, parcel: Parcel) -> list[Rate]:
        """What it would cost, the cheapest first. Raises any CarrierError."""

    def book(self, parcel: Parcel) -> Booked:
        """The carrier expects the parcel; a repeated number is the same parcel. Raises any CarrierError."""

    def void(self, parcel: Parcel) -> None:
        """The carrier expects it no more; a parcel it does not know is voided too."""

    def track(self, parcel: Parcel) -> list[Moment]:
        """All it knows of the parcel, oldest first. Raises Retryable, Unknown or Misconfigured."""
