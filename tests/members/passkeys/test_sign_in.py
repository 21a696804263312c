"""In by a passkey: signed here, now, by the device of its owner; everything else gets one answer."""

import json

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from members.accounts.services import SIGNED_IN
from members.passkeys.models import Passkey
from minishop.events.models import Event
from minishop.notify.models import Message
from tests import factories

from .authenticator import PRESENT, Authenticator
from .conftest import came

pytestmark = pytest.mark.django_db


def asked(client) -> str:
    return client.post("/sign-in/passkey/question/").text


def knock(client, text: str, **form):
    return client.post("/sign-in/passkey/", {"answer": text, **form})


def refused(client, text: str) -> bool:
    answer = knock(client, text)
    assert "doesn’t open this door" in answer.text
    return answer.status_code == 400 and SESSION_KEY not in client.session


def test_the_passkey_alone_says_who_comes(client, wen, enrol):
    device = enrol(wen)
    question = json.loads(asked(client))
    assert question["allowCredentials"] == []
    assert question["userVerification"] == "required"
    assert knock(client, device.answer(asked(client)))["Location"] == "/me/"
    assert client.session[SESSION_KEY] == str(wen.pk)
    assert client.session[SIGNED_IN]["way"] == "passkey"
    assert Passkey.objects.get().used_at is not None


def test_the_session_has_a_new_key(client, wen, enrol):
    device = enrol(wen)
    text = device.answer(asked(client))
    before = client.session.session_key
    knock(client, text)
    assert client.session.session_key != before


def test_it_leads_back_to_what_was_interrupted_and_never_out_of_the_shop(client, wen, enrol):
    device = enrol(wen)
    assert knock(client, device.answer(asked(client)), next="/checkout/")["Location"] == "/checkout/"
    away = Client()
    assert knock(away, device.answer(asked(away)), next="//evil.example/")["Location"] == "/me/"


def test_a_second_tab_spoils_nothing(client, wen, enrol):
    device = enrol(wen)
    first = asked(client)
    asked(client)
    assert knock(client, device.answer(first)).status_code == 302


def test_the_same_answer_enters_once(client, wen, enrol):
    device = enrol(wen)
    text = device.answer(asked(client))
    kept = client.session
    assert knock(client, text).status_code == 302
    again = Client()
    again.cookies["sessionid"] = kept.session_key
    assert refused(again, text)


def test_a_session_put_back_does_not_bring_the_challenge_back(client, wen, enrol):
    """What the session forgot and a thief restored is still used in Postgres."""
    device = enrol(wen)
    text = device.answer(asked(client))
    before = dict(client.session.items())
    knock(client, text)
    thief = Client()
    asked(thief)
    session = thief.session
    session.update(before)
    session.save()
    assert refused(thief, text)


def test_a_challenge_of_another_visitor_is_refused(client, wen, enrol):
    device = enrol(wen)
    asked(client)
    assert refused(client, device.answer(asked(Client())))


def test_a_challenge_for_making_a_passkey_lets_nobody_in(client, wen, enrol):
    device, other = enrol(wen), factories.member()
    came(client, other)
    invitation = client.post("/me/passkeys/invitation/").text
    knock(client, device.answer(invitation))
    assert client.session[SESSION_KEY] == str(other.pk)


def test_it_shows_once_more_who_one_is(client, wen, enrol):
    device, wanted = enrol(wen), "/me/privacy/erasure/"
    came(client, wen, ago=601)
    assert "data-passkey=" in client.get(f"/me/confirm/?next={wanted}").text
    assert knock(client, device.answer(asked(client)), next=wanted)["Location"] == wanted
    assert client.get(f"/me/confirm/?next={wanted}")["Location"] == wanted


def test_anothers_does_not(client, wen, enrol):
    device = enrol(factories.member())
    came(client, wen, ago=601)
    assert "data-passkey=" not in client.get("/me/confirm/").text
    assert knock(client, device.answer(asked(client))).status_code == 400
    assert client.session[SESSION_KEY] == str(wen.pk)
    assert client.get("/me/confirm/").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://lune-loom.example"},
        {"rp_id": "example.com"},
        {"flags": PRESENT},
        {"key": Authenticator().key},
        {"handle": ""},
        {"handle": "AAAA"},
        {"name": b"nobody's passkey"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_wrong_the_answer_is_the_same(client, wen, enrol, change):
    device = enrol(wen)
    for name, value in change.items():
        setattr(device, name, value)
    unknown = knock(Client(), "{}").text
    assert refused(client, device.answer(asked(client)))
    assert knock(client, device.answer(asked(client))).text == unknown
    assert Passkey.objects.get().used_at is None


def test_a_closed_account_and_staff_are_not_let_in_here(client, wen, enrol):
    device = enrol(wen)
    for facts in ({"is_active": False}, {"is_active": True, "is_staff": True}):
        type(wen).objects.filter(pk=wen.pk).update(**facts)
        assert refused(client, device.answer(asked(client)))


def test_a_count_that_goes_on_is_kept(client, wen, enrol):
    device = enrol(wen, Authenticator(count=5))
    device.count = 6
    assert knock(client, device.answer(asked(client))).status_code == 302
    assert Passkey.objects.get().sign_count == 6


@pytest.mark.parametrize("count", [5, 4, 0])
def test_a_count_that_goes_back_lets_nobody_in_and_the_member_is_told(client, wen, enrol, count):
    device = enrol(wen, Authenticator(count=5))
    device.count = count
    assert refused(client, device.answer(asked(client)))
    row = Passkey.objects.get()
    assert (row.sign_count, row.used_at) == (5, None)
    letter = Message.objects.get(kind="passkey-copied")
    assert letter.address == wen.email
    assert Event.objects.filter(name="passkey.count_went_back").count() == 1
