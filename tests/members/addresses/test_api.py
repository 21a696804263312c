"""The address book for programs: one's own, and nobody else's."""

import pytest

from members.addresses import services as addresses
from members.addresses.models import MOST, Address
from tests import factories

pytestmark = pytest.mark.django_db

BOOK = "/api/v1/me/addresses/"
PLACE = {"province": "Shanghai", "city": "上海市", "district": "黄浦区"}
PARTS = {"phone": "+8613800138000", **PLACE}
HOME = {"name": "Wen", "street": "淮海路 88 号", **PARTS}


@pytest.fixture
def wen(client):
    member = factories.member()
    client.force_login(member)
    return member


@pytest.fixture
def send(client):
    def sent(method: str, path: str, data: dict, **headers: str):
        return getattr(client, method)(path, data, content_type="application/json", headers=headers)

    return sent


def test_ones_own_are_read_and_removed_and_no_others(client):
    wen, other = factories.member(), factories.member()
    mine, theirs = (Address.objects.create(user=user, **HOME) for user in (wen, other))
    assert client.get(BOOK).status_code == 401
    client.force_login(wen)
    told = client.get(BOOK).json()["results"]
    assert [(one["id"], one["phone"]) for one in told] == [(mine.pk, "+8613800138000")]
    assert client.get(f"{BOOK}{theirs.pk}/").status_code == 404
    assert client.delete(f"{BOOK}{theirs.pk}/").status_code == 404
    assert client.delete(f"{BOOK}{mine.pk}/").status_code == 204
    assert [row.pk for row in Address.objects.all()] == [theirs.pk]


def test_one_is_added_as_the_book_keeps_it(client, wen, send):
    sent = HOME | {"phone": "138 0013 8000", "city": "Shanghai", "district": "Huangpu", "label": "Home"}
    answer = send("post", BOOK, sent)
    told = answer.json()
    assert answer.status_code == 201
    assert {name: told[name] for name in HOME} == HOME
    assert (told["label"], told["is_default"]) == ("Home", True)
    read = client.get(answer["Location"])
    assert (read.json(), read["ETag"]) == (told, answer["ETag"])


def test_a_request_repeated_with_its_key_gets_the_first_answer(wen, send):
    first = send("post", BOOK, HOME, **{"idempotency-key": "one"})
    Address.objects.update(label="Home")
    again = send("post", BOOK, HOME, **{"idempotency-key": "one"})
    assert (again.json(), again["Idempotent-Replayed"]) == (first.json(), "true")
    other = send("post", BOOK, HOME | {"name": "Li"}, **{"idempotency-key": "one"})
    assert other.status_code == 422
    assert Address.objects.count() == 1


@pytest.mark.parametrize(
    ("flawed", "pointer"),
    [
        ({"phone": "12"}, "#/phone"),
        ({"province": "Atlantis"}, "#/province"),
        ({"city": "杭州市"}, "#/city"),
        ({"street": ""}, "#/street"),
        ({"is_default": "yes"}, "#/is_default"),
        ({"name": "W" * 121}, "#/name"),
    ],
)
def test_what_the_form_would_not_take_is_refused(wen, send, flawed, pointer):
    answer = send("post", BOOK, HOME | flawed)
    assert answer.status_code == 400
    assert [flaw["pointer"] for flaw in answer.json()["errors"]] == [pointer]
    assert not Address.objects.exists()


def test_the_twenty_first_is_a_problem(wen, send):
    for number in range(MOST):
        addresses.add(user=wen, **HOME | {"street": f"{number} Road"})
    answer = send("post", BOOK, HOME)
    told = answer.json()
    assert (answer.status_code, told["most"]) == (409, MOST)
    assert told["type"].endswith("/api/problems/address-book-full/")
    assert Address.objects.count() == MOST


def test_what_is_sent_changes_and_the_rest_stays(wen, send):
    row = addresses.add(user=wen, label="Home", **HOME)
    told = send("patch", f"{BOOK}{row.pk}/", {"street": "1 Bund"}).json()
    assert told == {"id": row.pk, "label": "Home", "is_default": True, **HOME, "street": "1 Bund"}


def test_another_city_takes_no_district_of_the_old_one_along(wen, send):
    row = addresses.add(user=wen, **HOME)
    there = f"{BOOK}{row.pk}/"
    told = send("patch", there, {"province": "Zhejiang", "city": "杭州市"}).json()
    assert (told["province"], told["city"], told["district"]) == ("Zhejiang", "杭州市", "")
    refused = send("patch", there, {"province": "Beijing"})
    assert [flaw["pointer"] for flaw in refused.json()["errors"]] == ["#/city"]
    row.refresh_from_db()
    assert row.province == "Zhejiang"


def test_another_is_made_the_first_choice_and_none_never_is(wen, send):
    first = addresses.add(user=wen, **HOME)
    second = addresses.add(user=wen, **HOME | {"street": "1 Bund"})
    assert send("patch", f"{BOOK}{second.pk}/", {"is_default": True}).json()["is_default"]
    assert list(Address.objects.filter(is_default=True)) == [second]
    assert send("patch", f"{BOOK}{second.pk}/", {"is_default": False}).status_code == 400
    assert send("patch", f"{BOOK}{first.pk}/", {"is_default": False}).status_code == 200
    assert list(Address.objects.filter(is_default=True)) == [second]


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_what_changed_since_it_was_read_stays_as_it_is(client, wen, send, method):
    row = addresses.add(user=wen, **HOME)
    there = f"{BOOK}{row.pk}/"
    old = client.get(there)["ETag"]
    now = send("patch", there, {"label": "Home"}, **{"if-match": old})["ETag"]
    refused = send(method, there, {"label": "Work"}, **{"if-match": old})
    assert (refused.status_code, refused["ETag"]) == (412, now)
    assert Address.objects.get().label == "Home"
    assert send(method, there, {"label": "Work"}, **{"if-match": now}).status_code in (200, 204)


def test_another_s_is_not_changed(client, send):
    theirs = addresses.add(user=factories.member(), **HOME)
    client.force_login(factories.member())
    assert send("patch", f"{BOOK}{theirs.pk}/", {"label": "Mine"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.label == ""


@pytest.mark.parametrize("copies", [1, 12])
def test_a_book_asks_as_often_for_one_address_as_for_twelve(client, wen, copies, django_assert_num_queries):
    for number in range(copies):
        addresses.add(user=wen, **HOME | {"street": f"{number} Road"})
    client.get(BOOK)  # the first notes where she is signed in
    with django_assert_num_queries(2):
        assert len(client.get(BOOK).json()["results"]) == copies
