"""One's own passkeys: listed, renamed, removed, offered once."""

import pytest
from django.db.models.functions import Now
from django.test import Client

from members.accounts.models import User
from members.passkeys.models import Passkey
from minishop.events.models import Event
from minishop.privacy import holdings
from tests import factories

from .conftest import came

pytestmark = pytest.mark.django_db

OFFER = "Next time without a code"


@pytest.fixture
def key(wen, enrol) -> Passkey:
    enrol(wen)
    return Passkey.objects.get(user=wen)


def test_it_is_renamed(client, wen, key):
    client.force_login(wen)
    client.post(f"/me/passkeys/{key.pk}/name/", {"name": "My phone"})
    key.refresh_from_db()
    assert key.name == "My phone"
    assert client.post(f"/me/passkeys/{key.pk}/name/", {"name": "x" * 61}).status_code == 400


def test_it_is_removed(client, wen, key):
    came(client, wen)
    client.post(f"/me/passkeys/{key.pk}/removal/")
    assert not Passkey.objects.exists()
    assert Event.objects.filter(name="passkey.removed", subject=f"user:{wen.pk}").exists()


def test_who_signed_in_long_ago_shows_first_who_they_are_and_goes_on(client, wen, key):
    came(client, wen, ago=601)
    path = f"/me/passkeys/{key.pk}/removal/"
    assert client.post(path)["Location"] == "/me/confirm/?next=/sign-in/resume/"
    assert Passkey.objects.exists()
    came(client, wen)
    assert f'action="{path}"' in client.get("/sign-in/resume/").text


def test_another_s_is_not_there(client, key):
    came(client, factories.member())
    assert client.post(f"/me/passkeys/{key.pk}/name/", {"name": "Mine"}).status_code == 404
    assert client.post(f"/me/passkeys/{key.pk}/removal/").status_code == 404
    key.refresh_from_db()
    assert key.name == "Passkey"


def test_the_last_way_in_stays(client, wen, key):
    User.objects.filter(pk=wen.pk).update(email=None, is_known_elsewhere=True)
    came(client, wen)
    answer = client.post(f"/me/passkeys/{key.pk}/removal/")
    assert answer.status_code == 400
    assert "only way into your account" in answer.text
    assert Passkey.objects.exists()


@pytest.mark.parametrize("many", [1, 9])
def test_the_list_asks_as_often_however_many_there_are(client, wen, many, django_assert_num_queries):
    Passkey.objects.bulk_create(
        Passkey(user=wen, credential=f"key-{n}", public_key=b"k", name="Key") for n in range(many)
    )
    came(client, wen)
    client.get("/me/passkeys/")
    person, keys, bag = 1, 1, 1
    with django_assert_num_queries(person + keys + bag):
        client.get("/me/passkeys/")


def test_whoever_came_by_a_code_is_offered_one_and_asked_for_it_once(client, wen, django_assert_num_queries):
    came(client, wen)
    assert OFFER in client.get("/me/").text
    person, bag, orders, credit, club = 1, 1, 1, 1, 14
    with django_assert_num_queries(person + bag + orders + credit + club):
        assert OFFER in client.get("/me/").text
    client.post("/me/passkeys/later/")
    assert OFFER not in client.get("/me/").text
    again = Client()
    came(again, wen)
    assert OFFER not in again.get("/me/").text
    assert Event.objects.filter(name="passkey.declined").count() == 1


def test_it_is_not_offered_on_arrival_nor_to_whoever_has_one(client, wen, key):
    assert OFFER not in client.get("/").text
    came(client, wen)
    assert OFFER not in client.get("/me/").text
    other = Client()
    came(other, factories.member(), way="passkey")
    assert OFFER not in other.get("/me/").text


def test_the_copy_of_one_s_data_names_them(wen, key):
    assert [row["name"] for row in holdings["passkeys"].export(wen)] == ["Passkey"]


def test_erasure_leaves_none(wen, key):
    holding = holdings["passkeys"]
    User.objects.filter(pk=wen.pk).update(erased_at=Now())
    assert list(holding.remains()) == [key]
    holding.erase(wen)
    holding.erase(wen)
    assert list(holding.remains()) == []


def test_the_script_is_small_and_only_where_it_is_needed(client):
    import gzip
    from pathlib import Path

    script = Path("minishop/static/js/passkeys.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 2048
    assert "passkeys.js" in client.get("/sign-in/").text
    assert "passkeys.js" not in client.get("/shop/").text
