"""A passkey is made by its owner, on a page of this shop, for a person the device has verified."""

import json

import pytest
from django.test import Client

from members.passkeys import ceremonies
from members.passkeys import services as passkeys
from members.passkeys.models import MOST, Passkey
from minishop.events.models import Event
from tests import factories

from .authenticator import ICLOUD, PHONE, PRESENT, SYNCABLE, SYNCED, Authenticator
from .conftest import came

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client, wen) -> Client:
    came(client, wen)
    return client


def invited(client) -> str:
    return client.post("/me/passkeys/invitation/").text


def invitation_of(user) -> str:
    """One of another browser of theirs."""
    elsewhere = Client()
    came(elsewhere, user)
    return invited(elsewhere)


def bring(client, text: str) -> int:
    return client.post("/me/passkeys/", {"answer": text}).status_code


def test_the_browser_is_asked_for_a_verified_person_and_a_key_it_can_find_by_itself(home, wen):
    told = json.loads(invited(home))
    assert told["rp"]["id"] == "localhost"
    assert told["authenticatorSelection"]["userVerification"] == "required"
    assert told["authenticatorSelection"]["residentKey"] == "required"
    assert (told["attestation"], told["timeout"]) == ("none", 300_000)


def test_the_device_s_name_for_the_person_tells_nothing_and_stays_the_same(home, wen):
    first, second = (json.loads(invited(home))["user"]["id"] for _ in range(2))
    other = factories.member()
    assert first == second
    assert passkeys.handle_of(wen) != passkeys.handle_of(other)
    assert len(passkeys.handle_of(wen)) == 32
    assert str(wen.pk).encode() not in passkeys.handle_of(wen)


def test_it_is_kept_named_by_its_maker_and_shown(home, wen):
    device = Authenticator(aaguid=ICLOUD, flags=PHONE | SYNCABLE | SYNCED, count=3)
    assert bring(home, device.make(invited(home))) == 302
    row = Passkey.objects.get(user=wen)
    assert (row.name, row.is_synced, row.sign_count) == ("iCloud Keychain", True, 3)
    assert row.transports == ["internal", "hybrid"]
    assert Event.objects.get(name="passkey.added").data == {"passkey": row.pk}
    page = home.get("/me/passkeys/").text
    assert "iCloud Keychain" in page
    assert "on all your devices" in page
    assert "not used yet" in page


def test_one_s_own_passkeys_are_not_made_again(home, wen, enrol):
    enrol(wen)
    excluded = [one["id"] for one in json.loads(invited(home))["excludeCredentials"]]
    assert excluded == [Passkey.objects.get().credential]


def test_another_s_passkey_cannot_be_claimed(home, enrol):
    device = enrol(factories.member())
    assert bring(home, device.make(invited(home))) == 400
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="https://lune-loom.example"),
        Authenticator(origin="http://localhost:9000"),
        Authenticator(rp_id="example.com"),
        Authenticator(flags=PRESENT),
    ],
    ids=["another site's page", "another port", "made for another shop", "nobody verified"],
)
def test_what_does_not_come_from_here_is_refused(home, device):
    assert bring(home, device.make(invited(home))) == 400
    assert not Passkey.objects.exists()


def test_a_challenge_is_good_once(home):
    text = Authenticator().make(invited(home))
    assert bring(home, text) == 302
    Passkey.objects.all().delete()
    assert bring(home, text) == 400
    assert not Passkey.objects.exists()


def test_a_challenge_of_another_session_is_refused(home):
    elsewhere = Client()
    came(elsewhere, factories.member())
    assert bring(home, Authenticator().make(invited(elsewhere))) == 400
    assert not Passkey.objects.exists()


def test_after_five_minutes_it_is_too_late(home):
    text = Authenticator().make(invited(home))
    session = home.session
    (name,) = session[ceremonies.KEPT]
    purpose, until = session[ceremonies.KEPT][name]
    session[ceremonies.KEPT] = {name: [purpose, until - 300]}
    session.save()
    assert bring(home, text) == 400
    assert not Passkey.objects.exists()


def test_a_question_for_signing_in_makes_no_passkey(home):
    asked = json.loads(home.post("/sign-in/passkey/question/").text)
    asked["user"] = {"id": "AAAA"}
    assert bring(home, Authenticator().make(json.dumps(asked))) == 400
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"id": 5, "response": {}}', '{"response": "x"}', "é" * 20_000, "[" * 5000],
)
def test_nonsense_is_refused(home, text):
    invited(home)
    assert bring(home, text) == 400
    assert not Passkey.objects.exists()


def test_twenty_are_enough(home, wen):
    Passkey.objects.bulk_create(
        Passkey(user=wen, credential=f"key-{n}", public_key=b"k", name="Key") for n in range(MOST)
    )
    assert home.post("/me/passkeys/invitation/").status_code == 429


def test_whoever_asks_too_often_waits(client):
    answers = [client.post("/sign-in/passkey/question/").status_code for _ in range(62)]
    assert answers.count(200) == 60
    assert answers[-1] == 429


def test_who_signed_in_long_ago_shows_first_who_they_are(client, wen):
    came(client, wen, ago=601)
    answer = client.post("/me/passkeys/invitation/")
    assert (answer.status_code, answer.json()) == (403, {"go": "/me/confirm/?next=/me/passkeys/"})
    assert bring(client, Authenticator().make(invitation_of(wen))) == 400
    page = client.get("/me/passkeys/").text
    assert 'href="/me/confirm/?next=/me/passkeys/"' in page
    assert "data-passkey=" not in page
    assert not Passkey.objects.exists()


def test_guests_make_none(client):
    for address in ("/me/passkeys/invitation/", "/me/passkeys/"):
        assert client.post(address)["Location"].startswith("/sign-in/")
