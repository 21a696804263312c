"""Where someone is signed in, for programs."""

import pytest
from django.test import Client

from members.devices import services as devices
from members.devices.models import Device
from members.tokens import services as tokens
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/api/v1/me/devices/"


@pytest.fixture
def wen():
    return factories.member()


@pytest.fixture
def browser(wen):
    """A browser of hers, signed in, with its row."""

    def signed_in(user=wen) -> Client:
        made = Client()
        made.force_login(user)
        Device.objects.create(user=user, session_key=made.session.session_key, way=Device.Way.CODE)
        return made

    return signed_in


def bearer(user, *scopes):
    _token, key = tokens.issue(user=user, name="Test", scopes=scopes, days=30)
    return {"authorization": f"Bearer {key}"}


def row_of(made: Client) -> Device:
    return Device.objects.get(session_key=made.session.session_key)


def test_this_one_is_marked_and_another_s_is_not_there(browser):
    phone, tablet = browser(), browser()
    browser(factories.member())
    told = phone.get(LIST).json()["results"]
    assert {one["id"]: one["is_current"] for one in told} == {
        row_of(phone).pk: True,
        row_of(tablet).pk: False,
    }
    assert told[0].keys() == {"id", "name", "way", "is_current", "signed_in_at", "seen_at"}


def test_a_token_lists_and_ends_with_its_scopes_and_is_no_device(browser, wen, client):
    phone = browser()
    reads, writes = bearer(wen, "account:read"), bearer(wen, "account:write")
    there = f"{LIST}{row_of(phone).pk}/"
    assert [one["is_current"] for one in phone.get(LIST, headers=reads).json()["results"]] == [False]
    assert client.delete(there, headers=reads).status_code == 403
    assert Device.objects.count() == 1
    assert client.delete(there, headers=writes).status_code == 204
    assert phone.get(LIST).status_code == 401


def test_another_s_is_not_ended(browser, wen):
    phone, theirs = browser(), browser(factories.member())
    assert phone.delete(f"{LIST}{row_of(theirs).pk}/").status_code == 404
    assert theirs.get(LIST).status_code == 200


def test_all_others_end_and_this_one_stays(browser):
    phone, tablet = browser(), browser()
    answer = phone.post(f"{LIST}sign-out-others/")
    assert (answer.status_code, answer.json()) == (200, {"ended": 1})
    assert [one["is_current"] for one in phone.get(LIST).json()["results"]] == [True]
    assert tablet.get(LIST).status_code == 401


def test_no_token_ends_all_others(browser, wen, client):
    phone = browser()
    answer = client.post(f"{LIST}sign-out-others/", headers=bearer(wen, "account:write"))
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert "token" in answer.json()["detail"]
    assert phone.get(LIST).status_code == 200
    assert devices.of(wen) == [row_of(phone)]


@pytest.mark.parametrize("copies", [1, 9])
def test_a_list_asks_as_often_for_one_as_for_nine(browser, copies, django_assert_num_queries):
    phones = [browser() for _copy in range(copies)]
    phones[0].get(LIST)  # the first notes that it is in use
    with django_assert_num_queries(2):
        assert len(phones[0].get(LIST).json()["results"]) == copies
