"""A code is good in its own moment, for the member it is of, and for nobody else."""

import pytest
from django.utils import timezone

from members.accounts.models import User
from members.membercode import services as membercode
from members.membercode.values import StaleCode
from members.tiers import services as tiers
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen() -> User:
    return factories.member()


@pytest.fixture
def at(monkeypatch):
    """The database's clock so many seconds from the first time it is asked."""
    begun = timezone.now()
    moment = {"now": begun}
    monkeypatch.setattr(membercode.clock, "now", lambda: moment["now"])
    return lambda seconds: moment.update(now=begun + timezone.timedelta(seconds=seconds))


def test_the_code_of_this_moment_is_its_members(wen):
    code = membercode.tokens(wen)[0]
    assert code.isdigit()
    assert len(code) == 18
    assert membercode.read(membercode.grouped(code)).user == wen


def test_a_page_holds_ten_minutes_of_codes_each_good_in_its_own_slot_alone(wen, at):
    at(0)
    held = membercode.codes(wen)
    assert held.left + (len(held.digits) - 1) * held.seconds >= 600
    for place, code in enumerate(held.digits):
        at(held.left - 1 + place * held.seconds)
        assert membercode.read(code).user == wen
    with pytest.raises(StaleCode):
        membercode.read(held.digits[0])


def test_a_photograph_is_worth_nothing_after_a_minute_and_a_half(wen, at):
    at(0)
    held = membercode.codes(wen)
    at(held.left + 44)
    assert membercode.read(held.digits[0]).user == wen
    at(held.left + 46)
    with pytest.raises(StaleCode):
        membercode.read(held.digits[0])


def test_a_code_of_later_is_not_good_yet(wen):
    with pytest.raises(StaleCode):
        membercode.read(membercode.tokens(wen)[5])


def test_a_changed_digit_is_nobodys(wen):
    code = membercode.tokens(wen)[0]
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert membercode.read(wrong) is None


def test_the_number_of_another_does_not_fit(wen):
    other = tiers.join(user=factories.member()).number
    assert membercode.read(other + membercode.tokens(wen)[0][10:]) is None


@pytest.mark.parametrize("text", ["", "12", "١" * 18, "x" * 18, "LL-7K2M-9Q4T", "0" * 18])
def test_what_is_no_code_is_nobodys(text):
    assert membercode.read(text) is None


def test_the_code_of_an_account_that_was_joined_is_that_of_the_one_that_stays(wen):
    other = factories.member()
    code = membercode.tokens(wen)[0]
    User.objects.filter(pk=wen.pk).update(merged_into=other, is_active=False)
    assert membercode.read(code).user == other


@pytest.mark.parametrize("now", [{"is_active": False}, {"is_staff": True}, {"erased_at": timezone.now()}])
def test_a_closed_account_has_no_code(wen, now):
    code = membercode.tokens(wen)[0]
    User.objects.filter(pk=wen.pk).update(**now)
    assert membercode.read(code) is None


def test_two_codes_of_one_member_have_names_of_their_own(wen, at):
    at(0)
    held = membercode.codes(wen)
    first = membercode.read(held.digits[0])
    at(held.left + 1)
    second = membercode.read(held.digits[1])
    assert first.key != second.key
    assert first.key == membercode.read(held.digits[0]).key
    assert held.digits[0] not in first.key
