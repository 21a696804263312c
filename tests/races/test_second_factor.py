"""The same digits, or the same recovery code, typed in two browsers at once."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from members.secondfactor import services as second
from members.secondfactor.models import Authenticator, WrongDigits
from minishop.limits.models import Allowance
from tests import factories
from tests.members.secondfactor.conftest import digits_of

pytestmark = pytest.mark.django_db(transaction=True)

RECOVERY = "aaaabbbb"


def passed(race, typed: str) -> int:
    """How many of two who type it at once pass."""
    own = Authenticator.objects.select_related("user").get()

    def give(_i: int) -> bool:
        request = RequestFactory().post("/staff/second-factor/")
        request.session = SessionStore()
        request.session.create()
        second.give(request, own.user, typed=typed)
        return True

    answers = race(2, give)
    assert all(answer is True or isinstance(answer, WrongDigits) for answer in answers), answers
    return answers.count(True)


@pytest.fixture
def own() -> Authenticator:
    user = factories.staff("admin")
    return Authenticator.objects.create(user=user, secret=second.new_seed())


def fresh(own: Authenticator) -> None:
    Allowance.objects.all().delete()
    own.last_step, own.recovery = 0, [second._digest(own.user, RECOVERY)]
    own.save()


def rounds(race, own: Authenticator, typed: str, count: int = 5) -> list[int]:
    found = []
    for _ in range(count):
        fresh(own)
        found.append(passed(race, typed or digits_of(own.secret)))
    return found


@pytest.mark.parametrize("typed", ["", RECOVERY], ids=["digits", "recovery code"])
def test_one_of_two_passes(race, own, typed):
    assert rounds(race, own, typed) == [1] * 5


def test_without_the_conditional_step_both_pass(race, until, own, monkeypatch):
    """Guard off: `_take_step` reads the last step, then writes it."""

    def unguarded(held: Authenticator, step: int) -> bool:
        known = Authenticator.objects.get(pk=held.pk)
        if known.last_step >= step:
            return False
        Authenticator.objects.filter(pk=held.pk).update(last_step=step)
        return True

    monkeypatch.setattr(second, "_take_step", unguarded)
    assert until(lambda: rounds(race, own, "", 1) == [2])


def test_without_the_lock_both_pass(race, until, own, monkeypatch):
    """Guard off: `_locked` reads the row and lets others read it, too."""
    monkeypatch.setattr(second, "_locked", lambda held: Authenticator.objects.get(pk=held.pk))
    assert until(lambda: rounds(race, own, RECOVERY, 1) == [2])
