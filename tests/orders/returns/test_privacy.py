import pytest

from minishop import events, privacy
from orders.returns.models import Return, ReturnPhoto, vault
from orders.returns_books import privacy as ours
from orders.returns_goods import services as goods
from tests import factories
from tests.corruption import findings
from tests.orders.returns import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """A member who told us something with a photograph."""
    person = factories.member()
    order = asking.sent(pieces=1, user=person)
    row = asking.ask(order, reason="faulty", note="The clasp broke", photos=[asking.picture()])
    goods.send_back(request=row, carrier="SF", tracking="SF77")
    return person, row


def test_the_copy_has_their_words_and_their_photographs(told):
    person, row = told

    [said] = ours.export(person)

    assert (said["number"], said["note"], said["tracking_number"]) == (row.number, "The clasp broke", "SF77")
    assert (said["pieces"][0]["quantity"], said["photographs"]) == (1, 1)
    [(name, picture)] = ours.files(person)
    assert (name.startswith(row.number), picture.read()) == (True, b"a photograph")


def test_erasure_waits_for_it(told):
    person, row = told

    assert f"Return {row.number} is not over yet" in privacy.waiting(person)

    goods.lapse(request=row, actor=factories.staff("admin"))
    events.sweep()
    assert not [word for word in privacy.waiting(person) if row.number in word]


def test_erased_no_words_and_no_file_are_left_and_the_books_are(told):
    person, row = told
    name = ReturnPhoto.objects.get().picture.name

    for _ in range(2):
        ours.erase(person)

    row.refresh_from_db()
    assert (row.note, row.answer, row.carrier, row.tracking_number) == ("", "", "", "")
    assert (ReturnPhoto.objects.count(), vault().exists(name)) == (0, False)
    assert row.amount == 250


def test_a_guests_words_go_with_their_phone():
    person = factories.member(phone="+8613800138000")
    order = asking.sent(pieces=1)
    row = asking.ask(order, note="A guest's words")
    goods.lapse(request=row, actor=factories.staff("admin"))
    order.state = "completed"
    order.save(update_fields=["state"])

    ours.erase(person)

    assert Return.objects.get().note == ""


def test_D1_fires_when_words_of_the_erased_are_left(told):
    person, _row = told
    person.erased_at = "2026-01-01T00:00:00Z"
    person.save(update_fields=["erased_at"])

    assert any("return" in str(found) for found in findings("D1"))
