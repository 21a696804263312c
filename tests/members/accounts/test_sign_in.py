from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Now

from members.accounts import services as accounts
from members.accounts.models import OneTimeCode, User, WrongCode
from minishop.events.models import Event

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"


def ask(address: str = PHONE) -> None:
    accounts.request_code(address=address, asker="203.0.113.7")


def enter(visit, code, address=PHONE):
    request = visit()
    accounts.sign_in(request, address=address, code=code)
    return request


def test_a_new_phone_opens_an_account(visit, code_sent):
    ask()
    request = enter(visit, code_sent(PHONE))
    person = User.objects.get(phone=PHONE)
    assert request.session[SESSION_KEY] == str(person.pk)
    assert not person.has_usable_password()
    assert Event.objects.filter(name="member.joined", actor=person).count() == 1


def test_a_new_e_mail_opens_an_account(visit, code_sent):
    ask("wen@example.com")
    enter(visit, code_sent("wen@example.com"), "wen@example.com")
    assert User.objects.filter(email="wen@example.com", phone=None).exists()


def test_a_member_comes_back_to_the_same_account(visit, code_sent):
    member = User.objects.create_user(phone=PHONE, name="Wen")
    ask()
    assert enter(visit, code_sent(PHONE)).session[SESSION_KEY] == str(member.pk)
    assert User.objects.count() == 1


def test_the_session_key_changes(visit, code_sent):
    ask()
    request = visit()
    before = request.session.session_key
    accounts.sign_in(request, address=PHONE, code=code_sent(PHONE))
    assert request.session.session_key != before


def test_a_code_works_once(visit, code_sent):
    ask()
    code = code_sent(PHONE)
    enter(visit, code)
    with pytest.raises(WrongCode):
        enter(visit, code)


def test_a_code_ends_after_ten_minutes(visit, code_sent):
    ask()
    OneTimeCode.objects.update(expires_at=Now() - timedelta(seconds=1))
    with pytest.raises(WrongCode):
        enter(visit, code_sent(PHONE))
    assert not User.objects.exists()


def test_a_code_bears_four_wrong_guesses_and_not_five(visit, code_sent):
    ask()
    wrong = f"{(int(code_sent(PHONE)) + 1) % 1_000_000:06d}"
    for _ in range(5):
        with pytest.raises(WrongCode):
            enter(visit, wrong)
    with pytest.raises(WrongCode):
        enter(visit, code_sent(PHONE))
    assert OneTimeCode.objects.get().attempts == 5
    assert not User.objects.exists()


def test_a_newer_code_ends_the_older(visit, code_sent, patience):
    ask()
    older = code_sent(PHONE)
    patience()
    ask()
    if older != code_sent(PHONE):
        with pytest.raises(WrongCode):
            enter(visit, older)
    enter(visit, code_sent(PHONE))


def test_someone_else_s_code_opens_nothing(visit, code_sent):
    ask()
    ask("wen@example.com")
    if code_sent(PHONE) != code_sent("wen@example.com"):
        with pytest.raises(WrongCode):
            enter(visit, code_sent(PHONE), "wen@example.com")


@pytest.mark.parametrize("change", [{"is_staff": True}, {"is_active": False}])
def test_staff_and_closed_accounts_do_not_enter_by_code(visit, code_sent, change):
    member = User.objects.create(phone=PHONE, password=make_password(None))
    ask()
    User.objects.filter(pk=member.pk).update(**change)
    request = visit()
    with pytest.raises(WrongCode):
        accounts.sign_in(request, address=PHONE, code=code_sent(PHONE))
    assert SESSION_KEY not in request.session
    assert OneTimeCode.objects.get().used_at is None


def test_signing_out_leaves_nothing_in_the_session(visit, code_sent):
    ask()
    request = enter(visit, code_sent(PHONE))
    request.session["bag"] = "mine"
    accounts.sign_out(request)
    assert not request.session.keys()
