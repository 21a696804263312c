"""State machines whose rules each have their share: which rule's turn it is, and how often each did its work.

Hypothesis draws what a rule is about and with which numbers; which rule is next is drawn among those that
lack most. A supply only brings about where rare rules may happen, and is no rule of its own.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ClassVar

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

PICK = st.integers(0, 999)
Candidates = Callable[[Any], list[Any]]
QUIET = "a_quiet_day"


class Rules:
    """The rules of one machine: what each may be about, what each did, how often its verb refused."""

    def __init__(self, *, refusals: frozenset[str] = frozenset()) -> None:
        self.about: dict[str, Candidates] = {}
        self.feeds: dict[str, tuple[str, ...]] = {}
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        #: Those whose verb always refuses; they count once it did.
        self.refusals = refusals

    def verb(self, candidates: Candidates, **arguments: Any) -> Callable[[Any], Any]:
        """A rule about one of the candidates; it counts once its verb did its work, and all balances agree.

        The method answers False where the shop refused, as the model said it would. `plain` is the method
        alone.
        """

        def decorate(method: Callable[..., Any]) -> Any:
            name = method.__name__
            self.about[name] = candidates

            @wraps(method)
            def run(machine: Any, pick: int, **told: Any) -> None:
                found = candidates(machine)
                one, before = found[pick % len(found)], machine.as_it_was()
                machine.turns[name] += 1
                machine.chosen = frozenset()
                did = method(machine, one, **told)
                machine.both_agree(name, one, before)
                (self.refused if did is False else self.done)[name] += 1

            del run.__wrapped__  # type: ignore[attr-defined]
            made = rule(pick=PICK, **arguments)(run)
            made.plain = method
            return made

        return decorate

    def supply(self, candidates: Candidates, *fed: str) -> Callable[[Any], Any]:
        """A rule that only brings about where those may happen."""

        def decorate(method: Callable[..., Any]) -> Any:
            self.feeds[method.__name__] = fed
            return self.verb(candidates)(method)

        return decorate

    @property
    def names(self) -> set[str]:
        return set(self.about) - set(self.feeds)

    @property
    def steps(self) -> int:
        return sum(self.done[name] for name in self.names)

    def counted(self, name: str) -> int:
        return self.refused[name] if name in self.refusals else self.done[name]

    def lacking(self, least: int) -> dict[str, int]:
        return {name: least - self.counted(name) for name in self.names if self.counted(name) < least}

    def told(self) -> str:
        """How often each rule did its work, and how often its verb refused, for the end of the run."""
        lines = [f"{self.done[name]:6} {self.refused[name]:6}  {name}" for name in sorted(self.names)]
        return "\n".join([f"{self.steps} steps; done, refused:", *lines])


class _Every:
    """All rules, in every example: hypothesis would switch some off, and rare ones need all the others."""

    def is_enabled(self, name: str) -> bool:
        return True


class Machine(RuleBasedStateMachine):
    """One example. A subclass has its `book` of rules, and says in `both_agree` that both worlds do."""

    book: ClassVar[Rules]
    #: How many turns each rule is to have in each example of this round; those it has no lack of have none.
    lacks: Mapping[str, int] = {}

    def __init__(self) -> None:
        super().__init__()
        self.turns: Counter[str] = Counter()
        self.chosen: frozenset[str] = frozenset()
        strategy: Any = self._rules_strategy  # type: ignore[attr-defined]
        strategy.enabled_rules_strategy = st.just(_Every())
        strategy.is_valid = lambda one: one.function.__name__ in self.turn()

    def as_it_was(self) -> Any:
        """What `both_agree` wants to know of the moment before a rule."""

    def both_agree(self, after: str, one: Any, before: Any) -> None:
        """Both worlds are alike after the rule, which was about `one`."""
        raise NotImplementedError

    @rule()
    def a_quiet_day(self) -> None:
        """Each rule had its share: the rest of the example is nothing."""

    def turn(self) -> frozenset[str]:
        """The rules that may have the next step."""
        self.chosen = self.chosen or self._choose()
        return self.chosen

    def _choose(self) -> frozenset[str]:
        """Those that lack most of what may happen; else what brings others about that lack; else any."""
        known = self.book
        may = frozenset(name for name, candidates in known.about.items() if candidates(self))
        left = {name: self.lacks.get(name, 0) - self.turns[name] for name in self.lacks}
        if self.lacks and max(left.values()) <= 0:
            return frozenset({QUIET})
        most = max((left.get(name, 0) for name in may), default=0)
        if most > 0:
            return frozenset(name for name in may if left.get(name, 0) > most // 2)
        hungry = {name for name, count in left.items() if count > 0}
        fed = frozenset(name for name in may if hungry & set(known.feeds.get(name, ())))
        return fed or may - set(known.feeds) or frozenset({QUIET})

    def take(self, name: str, one: Any, **told: Any) -> Any:
        """A rule's work, without its being a turn of that rule."""
        return getattr(type(self), name).plain(self, one, **told)


def play(
    machine: type[Machine],
    *,
    steps: int,
    least: int,
    seed: int,
    rounds: int,
    examples: int = 2,
    length: int = 120,
) -> None:
    """Rounds of examples, until each rule did its work `least` times and there were so many steps.

    Always the same for the same seed; what fails is made as short as may be.
    """
    known = machine.book
    for number in range(rounds):
        lacking = known.lacking(least)
        machine.lacks = {name: -(-count // examples) for name, count in lacking.items()}
        if not lacking and known.steps >= steps:
            return
        hypothesis.seed(seed + number)(machine)
        told = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
        phases = [Phase.generate, Phase.shrink]
        of_round = settings(max_examples=examples, stateful_step_count=length, phases=phases, **told)
        run_state_machine_as_test(machine, settings=of_round)
