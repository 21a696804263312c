"""What the core asks of a gateway, and the values in which a gateway reports.

A gateway reads and writes no row of ours: it is told plain values, and what happened comes back as
plain values that the core applies under a row lock. Facts that shaped it:

- `start` and `refund` are repeated with the same number after a time-out; a provider answers a
  repeated number with the same charge or refund, never a second one (WeChat Pay `out_trade_no` and
  `out_refund_no`, Alipay `out_request_no`, Stripe `Idempotency-Key`).
- A provider that closes at a deadline by itself is the exception: `close` is always called (WeChat Pay).
- Answers and return pages prove nothing about money: `query` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from minishop.money import Money

#: Signed messages older (or newer) than this are refused: WeChat Pay's and Stripe's tolerance.
TOLERANCE = 300

# What the core tells


@dataclass(frozen=True, slots=True)
class Charge:
    """One attempt to be paid; `number` is the provider's out_trade_no."""

    number: str
    money: Money
    description: str = ""
    return_url: str = ""
    expires_at: datetime | None = None
    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class Repayment:
    """Money to give back; `number` is the provider's out_refund_no."""

    number: str
    money: Money
    charge: Charge
    reason: str = ""
    provider_id: str | None = None


# What a gateway reports


class Status(StrEnum):
    """Of a charge."""

    WAITING = "waiting"
    PAID = "paid"
    FAILED = "failed"
    CLOSED = "closed"
    #: The provider knows no such number: the call never arrived, or the payer has not begun.
    ABSENT = "absent"
    #: Nothing is said about the money: ask again.
    UNKNOWN = "unknown"


class RefundStatus(StrEnum):
    """Of a refund; accepted is not yet done."""

    ACCEPTED = "accepted"
    DONE = "done"
    FAILED = "failed"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Started:
    """The provider has the charge; `action` is where the payer goes: {"type": "redirect", "url": …},
    {"type": "qr", "text": …} or {"type": "none"}."""

    action: dict[str, Any] = field(default_factory=lambda: {"type": "none"})
    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a provider knows of one charge now; `money` is what came, when it came."""

    number: str
    status: Status
    money: Money | None = None
    provider_id: str | None = None
    failure: str = ""

    def __post_init__(self) -> None:
        if self.status is Status.PAID and self.money is None:
            raise ValueError("a paid charge says how much")


@dataclass(frozen=True, slots=True)
class RefundSnapshot:
    """What a provider knows of one refund now."""

    number: str
    status: RefundStatus
    money: Money | None = None
    provider_id: str | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One verified notification: its own id, and its content without secrets, ready to be stored."""

    event_id: str
    payload: dict[str, Any]


# How a gateway fails


class GatewayError(Exception):
    """The provider did not do what was asked; the class says what the core may conclude.

    `code` is the provider's word for it and may be shown to staff.
    """

    def __init__(self, code: str = "", detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code} {detail}".strip() or type(self).__name__)


class Retryable(GatewayError):
    """It surely did not happen; the same call with the same number may work later."""


class Unknown(GatewayError):
    """It may have happened (a time-out, a 500, an unreadable answer): query before concluding."""


class Final(GatewayError):
    """It did not happen and never will."""


class Misconfigured(GatewayError):
    """It did not happen; staff must mend keys or settings."""


class Refused(Exception):
    """The notification is not genuine: forged, altered, old, or another merchant's."""


@runtime_checkable
class Gateway(Protocol):
    """One provider. A constructor touches no network; each call takes at most 20 s."""

    code: str
    #: How shoppers read it; a translated string.
    label: Any
    #: The body a provider wants to read when a notification was stored.
    acknowledgement: str
    #: Whether a timer may learn anything by asking.
    answers_questions: bool

    def start(self, charge: Charge) -> Started:
        """The provider waits for the payer. Raises any GatewayError."""

    def query(self, charge: Charge) -> Snapshot:
        """What the provider knows. Raises Retryable, Unknown or Misconfigured."""

    def close(self, charge: Charge) -> Snapshot:
        """No money can be paid any more (CLOSED, FAILED), or it already was (PAID)."""

    def refund(self, repayment: Repayment) -> RefundSnapshot:
        """The provider has the refund; a repeated number never refunds twice."""

    def query_refund(self, repayment: Repayment) -> RefundSnapshot:
        """What the provider knows of the refund."""

    def verify(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """The notification is genuine, ours and fresh. Raises Refused. `headers` are lower-case."""

    def read(self, payload: dict[str, Any]) -> Snapshot | RefundSnapshot | None:
        """What a stored notification says, or None where it says nothing about money."""
