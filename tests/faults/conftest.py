"""A gateway that fails on purpose, and the audit that must be clean after each fault."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from minishop import audit, events
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests.embedded.conftest import data_folder
from tests.faults import gateway
from tests.faults.gateway import Faults
from tests.faults.storm.shop import Shop
from tests.payments.gateways.drivers import money

OURS = ("P2", "P3", "P5", "P7")


@pytest.fixture
def faults(settings, monkeypatch, db) -> Iterator[Faults]:
    """The faulty gateway is the only one; after the fault one sweep, then the audit is clean."""
    settings.PAYMENT_GATEWAYS = [gateway.PATH]
    fresh = Faults()
    monkeypatch.setattr(gateway, "faults", fresh)
    yield fresh
    events.sweep()
    assert [row.row.code for row in audit.run(*OURS) if row.findings] == []


@pytest.fixture
def begin() -> Callable[[], Payment]:
    return lambda: attempts.start(reference="order:1", money=money("238.00"), gateway="faulty")


@pytest.fixture
def timer() -> Callable[[], None]:
    """The minutes pass until the timer asks about everything."""

    def ask() -> None:
        past = timezone.now() - timedelta(seconds=1)
        Payment.objects.live().update(ask_at=past)
        Refund.objects.pending().update(ask_at=past)
        attempts.ask_due()
        refunds.ask_due()

    return ask


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A shop served by its own processes, with enough to sell."""
    with data_folder() as folder:
        shop = Shop(folder)
        shop.goods = shop.fill()
        shop.open()
        yield shop
        shop.close()
