"""The first sign-in makes the app known, and nothing else can be done before."""

import re

import pyotp
import pytest
from django.core.management import CommandError, call_command

from members.secondfactor import services as second
from members.secondfactor import views
from members.secondfactor.models import Authenticator
from members.staff import roles
from minishop.events.models import Event
from minishop.privacy import holdings

from .conftest import digits_of

pytestmark = pytest.mark.django_db

QUESTION, SET_UP = "/staff/second-factor/", "/staff/second-factor/set-up/"


@pytest.fixture
def wen(engage):
    return engage()


def done(client, **form) -> str:
    client.get(SET_UP)
    seed = client.session[views.SEED]
    return client.post(SET_UP, {"typed": digits_of(seed), **form}).text


def test_whoever_has_none_sets_one_up_first(wen, knock):
    client = knock(wen)
    assert client.get(QUESTION)["Location"] == SET_UP
    page = client.get(SET_UP).text
    secret = second.secret_of(client.session[views.SEED])
    assert re.sub(r"\s", "", page).count(secret) == 1
    assert "data:image/png;base64," in page
    assert client.get("/admin/").status_code == 302


def test_the_app_is_known_by_its_first_digits_and_ten_codes_are_shown_once(wen, knock):
    client = knock(wen)
    page = done(client, next="/admin/members/user/")
    codes = re.findall(r"<li>([a-z2-9]{4}-[a-z2-9]{4})</li>", page)
    own = Authenticator.objects.get(user=wen)
    assert len(set(codes)) == len(own.recovery) == 10
    assert not any(code in str(own.recovery) for code in codes)
    assert own.confirmed_at is not None
    assert 'href="/admin/members/user/"' in page
    assert client.get("/admin/").status_code == 200
    assert views.SEED not in client.session
    assert Event.objects.filter(name="staff.second_factor_set", subject=f"user:{wen.pk}").exists()


def test_wrong_digits_make_nothing_known(wen, knock):
    client = knock(wen)
    client.get(SET_UP)
    answer = client.post(SET_UP, {"typed": "000000"})
    assert "don’t fit" in answer.text
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").status_code == 302


def test_whoever_has_one_cannot_set_up_another_by_the_password_alone(wen, equip, knock):
    own = equip(wen)
    client = knock(wen)
    assert client.get(SET_UP)["Location"] == QUESTION
    assert client.post(SET_UP, {"typed": "000000"})["Location"] == QUESTION
    own.refresh_from_db()
    assert Authenticator.objects.get().secret == own.secret


def test_whoever_passed_may_take_a_new_app(wen, equip, knock):
    own, client = equip(wen), knock(wen)
    client.post(QUESTION, {"typed": digits_of(own.secret)})
    done(client)
    assert Authenticator.objects.get().secret != own.secret


def test_clerks_have_none(engage, knock):
    assert knock(engage(roles.CLERKS)).get(SET_UP)["Location"] == QUESTION
    assert not Authenticator.objects.exists()


def test_the_secret_is_what_apps_expect_and_the_database_alone_does_not_give_it(wen, settings):
    seed = second.new_seed()
    address = pyotp.parse_uri(second.address_of(wen, seed))
    assert address.secret == second.secret_of(seed)
    assert len(address.byte_secret()) == 20
    assert seed not in second.secret_of(seed)
    settings.SECRET_KEY = "another"
    assert second.secret_of(seed) != address.secret


def test_the_command_resets_when_no_admin_is_left(wen, equip, capsys):
    equip(wen)
    call_command("reset_second_factor", wen.email)
    assert not Authenticator.objects.exists()
    assert "Done" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@shop.example")


def test_erasure_leaves_none(wen, equip):
    equip(wen)
    type(wen).objects.filter(pk=wen.pk).update(erased_at="2026-01-01T00:00:00Z")
    holding = holdings["second factor"]
    assert len(list(holding.remains())) == len(holding.export(wen)) == 1
    assert "secret" not in holding.export(wen)[0]
    holding.erase(wen)
    assert list(holding.remains()) == []
