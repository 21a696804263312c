import re

import pytest
from django.contrib.auth.hashers import make_password

from members.accounts import services as accounts
from members.accounts.models import OneTimeCode, User
from minishop.notify.models import Message

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"


def ask(address: str = PHONE, asker: str = "203.0.113.7") -> None:
    accounts.request_code(address=address, asker=asker)


def test_a_code_goes_out_and_only_its_fingerprint_is_kept(code_sent):
    ask()
    code = OneTimeCode.objects.get()
    assert re.fullmatch(r"\d{6}", code_sent(PHONE))
    assert code_sent(PHONE) not in code.digest
    assert "203.0.113.7" not in code.asker


def test_an_unknown_address_and_a_known_one_leave_the_same_trace():
    User.objects.create_user(phone=PHONE)
    ask()
    ask("+8613800138001", asker="203.0.113.8")
    kinds = Message.objects.values_list("kind", flat=True)
    assert list(kinds) == ["sign-in-code", "sign-in-code"]


def test_a_second_code_within_a_minute_is_not_sent():
    ask()
    ask()
    assert OneTimeCode.objects.count() == Message.objects.count() == 1


def test_an_address_gets_five_codes_an_hour(monkeypatch):
    from minishop import limits
    from minishop.limits.models import Allowance

    for n in range(7):
        Allowance.objects.filter(scope="code.minute").delete()
        ask(asker=f"203.0.113.{n}")
    assert OneTimeCode.objects.count() == 5
    assert limits.take("code.hour", "someone-else", most=5, per=accounts.HOUR)


def test_an_address_gets_ten_codes_a_day():
    from minishop.limits.models import Allowance

    for n in range(13):
        Allowance.objects.exclude(scope="code.day").delete()
        ask(asker=f"203.0.113.{n}")
    assert OneTimeCode.objects.count() == 10


def test_one_asker_gets_twenty_codes_an_hour_for_all_addresses_together():
    for n in range(23):
        ask(f"+86138001380{n:02}", asker="2001:db8:1:2::7")
    assert OneTimeCode.objects.count() == 20
    ask("+8613800138099", asker="2001:db8:1:2:ffff::1")
    assert OneTimeCode.objects.count() == 20, "a /64 is one household"


def test_one_asker_gets_sixty_codes_a_day_for_all_addresses_together():
    from minishop.limits.models import Allowance

    for n in range(63):
        Allowance.objects.exclude(scope="code.asker.day").delete()
        ask(f"+86138001380{n:02}", asker="203.0.113.7")
    assert OneTimeCode.objects.count() == Message.objects.count() == 60
    ask("+8613800138099", asker="203.0.113.8")
    assert OneTimeCode.objects.count() == 61, "another asker is not held back"


def test_the_shop_has_a_cap_for_the_day(settings):
    settings.SIGN_IN_CODES_A_DAY = 2
    for n in range(4):
        ask(f"+861380013800{n}", asker=f"203.0.113.{n}")
    assert Message.objects.count() == 2


@pytest.mark.parametrize("facts", [{"is_staff": True}, {"is_active": False}])
def test_staff_and_closed_accounts_are_sent_nothing(facts):
    User.objects.create(phone=PHONE, password=make_password(None), **facts)
    ask()
    assert OneTimeCode.objects.count() == Message.objects.count() == 0


def test_limits_hold_when_the_cache_is_dead(settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/1"}}
    ask()
    ask()
    assert Message.objects.count() == 1


def test_old_codes_are_forgotten():
    from datetime import timedelta

    from django.db.models.functions import Now

    ask()
    OneTimeCode.objects.update(created_at=Now() - timedelta(days=3))
    assert accounts.forget_codes() == 1
