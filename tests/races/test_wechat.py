"""One new name at WeChat, brought by two browsers at once."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from members.accounts.models import User
from members.identities.models import BelongsToAnother, Identity
from members.wechat import services as wechat
from members.wechat.client import Person

pytestmark = pytest.mark.django_db(transaction=True)


def enter(name: str) -> int:
    request = RequestFactory().get("/sign-in/wechat/back/")
    request.session = SessionStore()
    return wechat.enter(request, Person(name, nickname="小文")).pk


def test_two_at_once_are_one_account(race):
    for n in range(5):
        answers = race(2, lambda _i, n=n: enter(f"o{n}"))
        assert answers[0] == answers[1], answers
    assert User.objects.count() == Identity.objects.count() == 5


def test_without_the_line_the_constraint_turns_one_away(race, until, monkeypatch):
    """Guard off: nobody waits by the name; both open an account, and the second's name is the first's."""
    monkeypatch.setattr(wechat, "_line_up", lambda subject: None)
    rounds = iter(range(100))

    def damaged() -> bool:
        name = f"o{next(rounds)}"
        return any(isinstance(answer, BelongsToAnother) for answer in race(2, lambda _i: enter(name)))

    assert until(damaged)
