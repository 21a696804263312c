"""What counts towards a tier, told by several at once: each once, and none lost."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.utils import timezone

from members.tiers import belonging, standing
from members.tiers import services as tiers
from members.tiers.models import Membership, QualifyingFact, TierChange
from minishop import audit
from tests import factories
from tests.members.tiers import club

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def are_clean():
    return all(result.is_clean for result in audit.run("H1", "H2", "H3"))


def unlocked(monkeypatch):
    """Guard off: the membership is read without its lock."""
    monkeypatch.setattr(belonging, "hold", lambda pk: Membership.objects.get(pk=pk))


def counted_at_once(race, *references):
    """Each reference brings 2,000 to somebody whom 3,000 bring a tier."""
    wen, now = factories.member(), timezone.now()
    tiers.join(user=wen)
    told = {"user": wen, "spend": Decimal(2000), "at": now}
    answers = race(len(references), lambda i: tiers.count(reference=f"{references[i]}:{wen.pk}", **told))
    assert not any(isinstance(answer, Exception) for answer in answers), answers
    return wen


def test_two_orders_at_once_bring_one_tier(race):
    club.four()
    for _ in range(ROUNDS):
        wen = counted_at_once(race, "order:1", "order:2", "order:3")

        assert club.path(wen) == [("moon", "joined"), ("sand", "reached")]
        assert Membership.objects.get(user=wen).figure == 6000
        assert are_clean()


def test_without_the_lock_a_figure_loses_an_order_or_a_tier_is_reached_twice(race, until, monkeypatch):
    club.four()
    unlocked(monkeypatch)

    def damaged() -> bool:
        counted_at_once(race, *(f"order:{i}" for i in range(6)))
        return not are_clean()

    assert until(damaged)


def test_an_order_told_twice_at_once_counts_once(race):
    club.four()
    for _ in range(ROUNDS):
        wen = counted_at_once(race, *["order:1"] * 4)

        assert (club.tier(wen), standing.programme().basis) == ("moon", "spend")
        assert QualifyingFact.objects.filter(user=wen).count() == 1
        assert are_clean()


def test_without_asking_for_its_reference_an_order_told_twice_meets_the_constraint(race, monkeypatch):
    """Guard off: each caller writes a fact of its own."""
    club.four()
    facts = QualifyingFact.objects

    def written(reference, defaults):
        return facts.create(reference=reference, **defaults), True

    monkeypatch.setattr(
        QualifyingFact, "objects", SimpleNamespace(get_or_create=written, filter=facts.filter)
    )
    wen = factories.member()
    told = {"user": wen, "spend": Decimal(2000), "at": timezone.now()}

    answers = race(4, lambda _i: tiers.count(reference="order:1", **told))

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 3
    assert (facts.count(), club.tier(wen)) == (1, "moon")


def test_whoever_joins_several_times_at_once_is_in_the_club_once(race):
    club.four()
    for _ in range(ROUNDS):
        wen = factories.member()

        answers = race(4, lambda _i, user=wen: tiers.join(user=user).number)

        assert len(set(answers)) == 1
        assert TierChange.objects.filter(user=wen).count() == 1
