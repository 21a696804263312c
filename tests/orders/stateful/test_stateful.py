"""After the sale, whatever happens in whatever order: every balance is what an independent model says.

Each rule does its work fifty times, and there are 300 steps at least; with `STATEFUL=long` in the environment
there are 10,000. `STATEFUL_SEED=7` tries another order of things; without it, it is
always the same.
"""

import gc
import os
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from minishop import audit, events
from tests import factories
from tests.orders.stateful import bank
from tests.orders.stateful.returning import AUTOMATIC, SECOND
from tests.orders.stateful.shop import about, done, feeds, refused
from tests.orders.stateful.supplies import Supplies

LONG = os.environ.get("STATEFUL") == "long"
#: Steps in all, at least; and how often each rule does its work.
STEPS, LEAST = (10_000 if LONG else 300), 50
#: One round is so many examples of so many steps; there are as many as it takes, and not for ever.
EXAMPLES, LENGTH, ROUNDS = 2, 120, 150 if LONG else 40
#: What the shop always refuses; these count once they were refused.
REFUSALS = {"cancel_what_has_left", "ship_what_was_asked_back"}


class Every:
    """All rules, in every example: hypothesis would switch some off, and rare ones need all the others."""

    def is_enabled(self, name: str) -> bool:
        return True


class Everything(Supplies):
    """The rules all together; each step picks one of those whose turn it is, all alike."""

    def __init__(self) -> None:
        super().__init__()
        strategy: Any = self._rules_strategy  # type: ignore[attr-defined]
        strategy.enabled_rules_strategy = st.just(Every())
        strategy.is_valid = lambda one: one.function.__name__ in self.turn()

    @rule()
    def a_quiet_day(self) -> None:
        """Each rule had its share: the rest of the example is nothing."""


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
    for seed in range(ROUNDS):
        Everything.lacks = {name: share(name) for name in rules() if counted(name) < LEAST}
        if not Everything.lacks and steps() >= STEPS:
            break
        play(int(os.environ.get("STATEFUL_SEED", "5")) + seed)
    record_property("told", told())
    assert {name: counted(name) for name in rules() if counted(name) < LEAST} == {}
    assert steps() >= STEPS
    assert watch.calls["Bank.start"] > LEAST
    events.sweep()
    assert [(result.row.code, result.findings[:5]) for result in audit.run() if result.findings] == []


def play(seed: int) -> None:
    """One round, always the same for the same seed; what fails is made as short as may be."""
    hypothesis.seed(seed)(Everything)
    told = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
    phases = [Phase.generate, Phase.shrink]
    length = settings(max_examples=EXAMPLES, stateful_step_count=LENGTH, phases=phases, **told)
    run_state_machine_as_test(Everything, settings=length)


def rules() -> set[str]:
    return set(about) - set(feeds)


def share(name: str) -> int:
    """What each of a round's examples has to do of what the rule lacks."""
    return -((counted(name) - LEAST) // EXAMPLES)


def steps() -> int:
    return sum(done[name] for name in rules())


def counted(name: str) -> int:
    return refused[name] if name in REFUSALS else done[name]


def told() -> str:
    """How often each rule did its work, and how often its verb refused, for the end of the run."""
    lines = [f"{done[name]:6} {refused[name]:6}  {name}" for name in sorted(rules())]
    return "\n".join([f"{steps()} steps; done, refused:", *lines])
