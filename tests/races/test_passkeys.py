"""One answer of a passkey, sent twice at once."""

import json

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from members.accounts.models import User
from members.passkeys import ceremonies
from members.passkeys import services as passkeys
from members.passkeys.models import BadPasskey
from tests import factories
from tests.members.passkeys.authenticator import ORIGIN, Authenticator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.PUBLIC_URL = ORIGIN


def visit(session: dict | None = None):
    request = RequestFactory().post("/sign-in/passkey/")
    request.session = SessionStore()
    request.session.update(session or {})
    return request


def enrolled(user: User) -> Authenticator:
    request, device = visit(), Authenticator()
    passkeys.register(request, user, text=device.make(passkeys.invitation(request, user)))
    return device


def entered(race, device: Authenticator) -> int:
    """How many of two requests of one session let the visitor in with one answer."""
    asked = visit()
    text = device.answer(passkeys.question(asked))
    kept = json.dumps(dict(asked.session.items()))

    def enter(_i: int) -> str:
        request = visit(json.loads(kept))
        passkeys.sign_in(request, text=text)
        return request.session[SESSION_KEY]

    answers = race(2, enter)
    problems = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(problem, BadPasskey) for problem in problems), problems
    return len(answers) - len(problems)


def test_one_answer_is_one_session(race):
    device = enrolled(factories.member())
    assert [entered(race, device) for _ in range(5)] == [1] * 5


def test_without_the_used_challenge_both_get_in(race, until, monkeypatch):
    """Guard off: `_use` asks nobody; the session alone knows the challenge, and both have it."""
    monkeypatch.setattr(ceremonies, "_use", lambda name: True)
    device = enrolled(factories.member())
    assert until(lambda: entered(race, device) == 2)
