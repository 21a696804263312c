"""A consent is asked for each purpose, off until given, and every yes and no stays."""

import hashlib

import pytest

from members.consents import services as consents
from members.consents.models import Consent
from members.consents.purposes import ALL, NoSuchPurpose, Purpose
from tests import factories

pytestmark = pytest.mark.django_db
NEWS = "marketing-email"
#: The words as they were when each version was given out; who changes words changes the version too.
WORDS = {
    ("marketing-email", "2026-11"): "de877269fc76",
    ("marketing-sms", "2026-11"): "3bb9c2fa2001",
    ("marketing-push", "2026-11"): "a5e990a263cb",
    ("marketing-wechat", "2026-11"): "f5d1d1a5043c",
    ("personalisation", "2026-11"): "e246c5721d7f",
    ("brand-use", "2026-11"): "c3e66650d995",
}


def test_changed_words_have_a_new_version():
    now = {(one.name, one.version): hashlib.sha256(str(one.words).encode()).hexdigest()[:12] for one in ALL}
    assert now == WORDS


def test_nothing_is_agreed_to_until_somebody_says_so():
    assert [standing.is_given for standing in consents.of(factories.member())] == [False] * len(ALL)


def test_given_and_withdrawn_both_stay_and_the_last_one_counts():
    person = factories.member()
    consents.give(user=person, purpose=NEWS, source="settings")
    assert consents.has(person, NEWS)
    consents.withdraw(user=person, purpose=NEWS, source="unsubscribe")
    assert not consents.has(person, NEWS)
    told = [(row.is_given, row.source) for row in consents.history(person)]
    assert told == [(False, "unsubscribe"), (True, "settings")]


def test_said_twice_it_is_one_row():
    person = factories.member()
    for _ in range(2):
        consents.give(user=person, purpose=NEWS, source="settings")
    assert Consent.objects.count() == 1
    consents.withdraw(user=factories.member(), purpose=NEWS, source="settings")
    assert Consent.objects.count() == 1


def test_a_yes_to_other_words_counts_no_more_and_is_asked_again(monkeypatch):
    person = factories.member()
    consents.give(user=person, purpose=NEWS, source="settings")
    newer = Purpose(NEWS, "News", "Other words", "2027-01", channel="email")
    monkeypatch.setitem(consents.PURPOSES, NEWS, newer)
    monkeypatch.setattr(consents, "ALL", (newer,))

    assert not consents.has(person, NEWS)
    assert consents.of(person)[0].is_outdated

    consents.give(user=person, purpose=NEWS, source="settings")
    assert consents.has(person, NEWS)
    assert Consent.objects.count() == 2


def test_what_nobody_asks_can_not_be_given():
    with pytest.raises(NoSuchPurpose):
        consents.give(user=factories.member(), purpose="everything", source="settings")
    assert not Consent.objects.exists()


def test_a_member_switches_one_purpose_and_comes_back(client):
    person = factories.member()
    client.force_login(person)
    answer = client.post(f"/me/consents/{NEWS}/", {"given": "1", "next": "/me/settings/"})
    assert answer["Location"] == "/me/settings/"
    assert consents.has(person, NEWS)
    assert (
        client.post(f"/me/consents/{NEWS}/", {"given": "0", "next": "//evil"})["Location"] == "/me/privacy/"
    )
    assert not consents.has(person, NEWS)
