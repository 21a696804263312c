"""What stands at the provider's end in the contract test: one small driver for each gateway.

A driver plays the payer and the provider's post office. A gateway registered without one fails the
contract test.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minishop.money import Money
from payments.gateways.base import Charge, Repayment
from payments.gateways.sandbox import gateway, wire
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox.models import SandboxCharge, SandboxRefund

Message = tuple[dict[str, str], bytes]


@dataclass(frozen=True)
class Driver:
    """How to make things happen at one provider."""

    pay: Callable[[Charge], None]
    decline: Callable[[Charge], None]
    finish_refund: Callable[[Repayment], None]
    #: The genuine notification of the charge, or of the refund, signed at this time.
    message: Callable[..., Message]
    #: The same notification, genuinely signed, but for another merchant.
    for_another_merchant: Callable[[Charge], Message]
    #: What must never be logged or stored.
    secret: Callable[[], bytes]


def _choose(script: str) -> Callable[[Charge], None]:
    def choose(charge: Charge) -> None:
        sandbox.choose(token=SandboxCharge.objects.get(number=charge.number).token, script=script)

    return choose


def _finish(repayment: Repayment) -> None:
    sandbox.finish_refund(SandboxRefund.objects.get(number=repayment.number).pk)


def _message(about: Charge | Repayment, at: float | None = None) -> Message:
    facts: dict[str, Any]
    if isinstance(about, Charge):
        kind, facts = "charge", gateway.facts(SandboxCharge.objects.get(number=about.number))
    else:
        kind, facts = "refund", gateway.refund_facts(SandboxRefund.objects.get(number=about.number))
    body = wire.pack(f"evt_{about.number}", kind, facts)
    return wire.sign(body, int(at or time.time())), body


def _for_another(charge: Charge) -> Message:
    told = json.loads(_message(charge)[1]) | {"merchant": "somebody-else"}
    body = json.dumps(told).encode()
    return wire.sign(body, int(time.time())), body


DRIVERS = {
    "sandbox": Driver(_choose("approve"), _choose("decline"), _finish, _message, _for_another, wire.key),
}

#: Gateways without a network behind them: nothing can be asked, nothing notifies.
WITHOUT_NETWORK = {"offline"}


def money(amount: str) -> Money:
    from decimal import Decimal

    return Money(Decimal(amount), "CNY")
