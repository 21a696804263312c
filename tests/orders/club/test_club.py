"""The club, whatever happens in whatever order: points, coupons, tiers are what an independent model says.

Each rule does its work fifty times, and there are 300 steps at least; with `STATEFUL=long` in the environment
there are 10,000. `STATEFUL_SEED=7` tries another order of things; without it, it is always the same.
`STATEFUL_LEAST=3` is a quick look.
"""

import gc
import os

import pytest

from minishop import audit, events
from tests import turns
from tests.orders.club.couponing import Couponing
from tests.orders.club.keeping import Keeping
from tests.orders.club.pointing import Pointing
from tests.orders.club.shop import rules
from tests.orders.stateful import bank

LONG = os.environ.get("STATEFUL") == "long"
STEPS, LEAST = (10_000 if LONG else 300), int(os.environ.get("STATEFUL_LEAST", "50"))


class Everything(Pointing, Couponing, Keeping):
    """The rules all together."""


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_every_balance_of_the_club_is_what_the_model_says(settings, record_property):
    settings.POINTS_GRANT_LIMIT = settings.RETURN_AUTO_LIMIT = settings.REFUND_SECOND_ABOVE = 1_000_000
    settings.RETURN_AUTO_A_MONTH = 1_000_000
    settings.PAYMENT_GATEWAYS = bank.PATHS
    gc.freeze()  # what is loaded stays, and is not looked through again and again
    seed = int(os.environ.get("STATEFUL_SEED", "5"))
    turns.play(Everything, steps=STEPS, least=LEAST, seed=seed, rounds=150 if LONG else 40)
    record_property("told", rules.told())
    assert rules.lacking(LEAST) == {}
    assert rules.steps >= STEPS
    events.sweep()
    assert [(result.row.code, result.findings[:5]) for result in audit.run() if result.findings] == []
