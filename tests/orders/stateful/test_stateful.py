"""After the sale, whatever happens in whatever order: every balance is what an independent model says.

Each rule does its work fifty times, and there are 300 steps at least; with `STATEFUL=long` in the environment
there are 10,000. `STATEFUL_SEED=7` tries another order of things; without it, it is
always the same. `STATEFUL_LEAST=3` is a quick look.
"""

import gc
import os

import pytest

from minishop import audit, events
from tests import factories, turns
from tests.orders.stateful import bank
from tests.orders.stateful.returning import AUTOMATIC, SECOND
from tests.orders.stateful.shop import rules
from tests.orders.stateful.supplies import Supplies

LONG = os.environ.get("STATEFUL") == "long"
#: Steps in all, at least; and how often each rule does its work.
STEPS, LEAST = (10_000 if LONG else 300), int(os.environ.get("STATEFUL_LEAST", "50"))


@pytest.fixture
def small_house(settings):
    settings.PAYMENT_GATEWAYS = bank.PATHS
    settings.PRICING_STEPS = ["tests.orders.stateful.shop.less", "orders.pricing.steps.delivery"]
    settings.RETURN_AUTO_LIMIT, settings.REFUND_SECOND_ABOVE = AUTOMATIC // 100, SECOND // 100
    settings.RETURN_AUTO_A_MONTH = settings.CREDIT_GRANT_LIMIT = 1_000_000
    factories.zone(price=12, free_from=100)
    gc.freeze()  # what is loaded stays, and is not looked through again and again


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_every_balance_is_what_the_model_says(small_house, watch, record_property):
    seed = int(os.environ.get("STATEFUL_SEED", "5"))
    turns.play(Supplies, steps=STEPS, least=LEAST, seed=seed, rounds=150 if LONG else 40)
    record_property("told", rules.told())
    assert rules.lacking(LEAST) == {}
    assert rules.steps >= STEPS
    assert watch.calls["Bank.start"] > LEAST
    events.sweep()
    assert [(result.row.code, result.findings[:5]) for result in audit.run() if result.findings] == []
