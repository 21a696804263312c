"""A copy of everything: complete, for its owner alone, and gone after seven days."""

import io
import json
import zipfile

import pytest
from django.test import Client

from members.accounts.models import User
from members.rights import archive, copies
from members.rights.labels import LABELS
from members.rights.models import DataCopy, TooManyCopies
from minishop import events
from minishop.notify.models import Message
from minishop.privacy import holdings
from tests import factories
from tests.members.rights.people import PHONE, somebody

pytestmark = pytest.mark.django_db

#: What somebody chose for a piece has the names it had there.
CHOSEN = {"engraving"}
TOLD = ("MarkerName", "MarkerContact", "MarkerNote", "MarkerStreet", "MarkerEngraving", "MarkerBag")


def fetched(person: User) -> zipfile.ZipFile:
    """The copy as its owner fetches it, asked for and written by the job."""
    browser = Client()
    browser.force_login(person)
    browser.post("/me/privacy/copies/")
    events.sweep()
    copy = DataCopy.objects.filter(user=person).latest("pk")
    answer = browser.get(f"/me/privacy/copies/{copy.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.fixture
def whole() -> zipfile.ZipFile:
    person = somebody().user
    DataCopy.objects.all().delete()
    return fetched(person)


def test_it_tells_each_holding_in_both_readings(whole):
    told = json.loads(whole.read("data.json"))
    page = whole.read("index.html").decode()

    assert set(told["holdings"]) == {name for name, _holding in holdings}
    assert [word for word in TOLD if word not in page] == []
    assert [word for word in TOLD if word not in whole.read("data.json").decode()] == []
    assert PHONE in page


def test_amounts_are_text_times_are_iso_and_names_are_stable(whole):
    told = json.loads(whole.read("data.json"))["holdings"]
    order = told["orders"][0]
    assert isinstance(order["total"], str)
    assert order["placed_at"][10] == "T"
    assert {"number", "pieces", "addresses", "parcels", "payments", "refunds"} <= set(order)


def names_in(value) -> set[str]:
    """Every name that the copy gives to something it tells."""
    if isinstance(value, list):
        return {name for one in value for name in names_in(one)}
    if not isinstance(value, dict):
        return set()
    return {name for name, told in value.items() if name not in CHOSEN} | names_in(list(value.values()))


def test_each_name_has_words_in_both_languages(whole):
    told = json.loads(whole.read("data.json"))["holdings"]
    assert names_in(list(told.values())) - set(LABELS) == set()


def test_files_of_their_own_lie_beside(whole):
    assert [name for name in whole.namelist() if name.startswith("files/orders/") and name.endswith(".png")]


def test_nobody_else_can_fetch_it(client):
    person = factories.member()
    copies.ask(person=person)
    events.sweep()
    copy = DataCopy.objects.get()
    client.force_login(factories.member())
    assert client.get(f"/me/privacy/copies/{copy.pk}/").status_code == 404
    client.force_login(factories.staff("admin"))
    assert client.get(f"/me/privacy/copies/{copy.pk}/").status_code == 404


def test_its_owner_is_told_by_a_letter_that_opens_nothing_by_itself():
    person = factories.member()
    copies.ask(person=person)
    events.sweep()
    letter = Message.objects.get(kind="copy-ready")
    assert letter.address == person.email
    assert "/me/privacy/" in letter.body
    assert DataCopy.objects.get().file.name not in letter.body


def test_three_a_day_are_the_most():
    person = factories.member()
    for _ in range(3):
        copies.ask(person=person)
        events.sweep()
    with pytest.raises(TooManyCopies):
        copies.ask(person=person)
    assert DataCopy.objects.count() == 3


def test_written_twice_it_is_one_file_and_one_letter():
    copy = copies.ask(person=factories.member())
    events.sweep()
    copies.write(copy.pk)
    DataCopy.objects.update(state="asked")  # its worker died before it could say so
    copies.write(copy.pk)
    copy.refresh_from_db()
    assert copy.file.name == f"data-copies/{copy.pk}-{archive.secret(copy)}.zip"
    assert Message.objects.filter(kind="copy-ready").count() == 1


def test_after_seven_days_file_and_row_are_gone(client):
    person = factories.member()
    copies.ask(person=person)
    events.sweep()
    copy = DataCopy.objects.get()
    DataCopy.objects.update(expires_at="2026-01-01T00:00Z")
    client.force_login(person)
    assert client.get(f"/me/privacy/copies/{copy.pk}/").status_code == 404

    assert copies.forget() == 1

    assert not DataCopy.objects.exists()
    assert not copy.file.storage.exists(copy.file.name)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|'/C calc'!A0", "-cmd", "\t=1"])
def test_no_spreadsheet_runs_what_somebody_typed(text):
    assert not archive.shown(text).startswith(("=", "@", "+", "-", "\t"))


def test_a_phone_reads_as_it_is():
    assert archive.shown(PHONE) == PHONE


def test_the_page_speaks_the_persons_language():
    person = factories.member(language="zh-hans")
    page = archive.page(archive.gathered(person), "zh-hans")
    assert 'lang="zh-Hans"' in page
    assert "您的账户" in page


def test_what_somebody_typed_is_no_markup():
    page = archive.page(archive.gathered(factories.member(name="<script>x</script>")), "en")
    assert "<script>" not in page
