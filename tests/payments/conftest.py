"""A payment and the sandbox's payer, for every test of payments."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from minishop.money import Money
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox.models import SandboxCharge

Begin = Callable[..., Payment]
Pay = Callable[..., SandboxCharge]


@pytest.fixture
def begin() -> Begin:
    """Starts an attempt over ¥238.00 through the sandbox, unless told otherwise."""

    def start(amount: str = "238.00", *, reference: str = "order:1", **asked: object) -> Payment:
        asked = {"gateway": "sandbox", "return_url": "/orders/", **asked}
        return attempts.start(reference=reference, money=Money(Decimal(amount), "CNY"), **asked)  # type: ignore[arg-type]

    return start


@pytest.fixture
def choose() -> Pay:
    """The payer chooses an outcome on the sandbox's page; nothing is delivered by itself."""

    def pick(payment: Payment, script: str = "approve") -> SandboxCharge:
        token = SandboxCharge.objects.get(number=payment.number).token
        return sandbox.choose(token=token, script=script)

    return pick
