"""One code, many hands."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models.functions import Now
from django.test import RequestFactory

from members.accounts import services as accounts
from members.accounts.models import CODE_ATTEMPTS, OneTimeCode, User, WrongCode
from minishop.limits.models import Allowance
from minishop.notify.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+8613800138000"


def fresh_code() -> str:
    """The digits of a new code; whoever has an account keeps it."""
    Allowance.objects.all().delete()
    accounts.request_code(address=PHONE, asker="203.0.113.7")
    return Message.objects.latest("id").body.split()[0]


def enter(code: str) -> str:
    request = RequestFactory().post("/sign-in/")
    request.session = SessionStore()
    accounts.sign_in(request, address=PHONE, code=code)
    return request.session[SESSION_KEY]


def entered(answers: list) -> int:
    problems = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(problem, WrongCode) for problem in problems), problems
    return len(answers) - len(problems)


def test_two_at_once_with_one_code_are_one_session(race):
    for _ in range(5):
        code = fresh_code()
        assert entered(race(2, lambda _i, code=code: enter(code))) == 1
    assert User.objects.count() == 1


def test_without_the_single_use_both_get_in(race, until, monkeypatch):
    """Guard off: `_use` marks the code without asking whether it is still unused."""

    def unguarded(code: OneTimeCode) -> bool:
        return OneTimeCode.objects.filter(pk=code.pk).update(used_at=Now()) == 1

    monkeypatch.setattr(accounts, "_use", unguarded)

    def damaged() -> bool:
        code = fresh_code()
        return entered(race(2, lambda _i: enter(code))) == 2

    assert until(damaged)


def guesses(race, monkeypatch) -> int:
    """How many of fifty guesses at once were compared with the code."""
    code, compared = fresh_code(), []
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    same = accounts.constant_time_compare
    monkeypatch.setattr(accounts, "constant_time_compare", lambda a, b: (compared.append(1), same(a, b))[1])
    assert entered(race(50, lambda _i: enter(wrong))) == 0
    return len(compared)


def test_of_fifty_guesses_at_once_five_are_compared(race, monkeypatch):
    assert guesses(race, monkeypatch) == CODE_ATTEMPTS
    assert OneTimeCode.objects.latest("id").attempts == CODE_ATTEMPTS


def test_without_the_counted_update_more_are_compared(race, until, monkeypatch):
    """Guard off: `_take_guess` reads the counter, then writes it."""

    def unguarded(code: OneTimeCode) -> bool:
        known = OneTimeCode.objects.get(pk=code.pk)
        if known.attempts >= CODE_ATTEMPTS:
            return False
        known.attempts += 1
        known.save()
        return True

    monkeypatch.setattr(accounts, "_take_guess", unguarded)
    assert until(lambda: guesses(race, monkeypatch) > CODE_ATTEMPTS)


def test_of_twenty_requests_at_once_one_code_is_sent(race):
    race(20, lambda i: accounts.request_code(address=PHONE, asker=f"203.0.113.{i}"))
    assert OneTimeCode.objects.count() == Message.objects.count() == 1
