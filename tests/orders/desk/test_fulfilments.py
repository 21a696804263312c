import pytest
from django.urls import reverse

from members.staff import roles
from orders.fulfilment.models import Fulfilment
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/orders/fulfilment/"


def verb(row: Fulfilment, name: str) -> str:
    return reverse("admin:orders_fulfilment_do", args=[row.pk, name])


def test_a_clerk_packs_what_is_his(client, works):
    here = factories.store()
    row = factories.order(at=here).fulfilments.get()
    works(roles.CLERKS, here)
    client.post(verb(row, "shelve"), {"shelf": "B14"})
    row.refresh_from_db()
    assert (row.state, row.shelf) == ("ready", "B14")


def test_a_clerk_packs_nothing_of_another_house(client, works):
    row = factories.order().fulfilments.get()
    works(roles.CLERKS, factories.store())
    assert client.post(verb(row, "ready")).status_code == 404
    row.refresh_from_db()
    assert row.state == "open"


def test_several_are_ready_at_once_and_the_others_say_why_not(client, works):
    here = factories.store()
    ready, waiting = (factories.order(at=here, paid=paid).fulfilments.get() for paid in (True, False))
    works(roles.CLERKS, here)
    ticked = {"action": "ready", "_selected_action": [ready.pk, waiting.pk]}
    answer = client.post(LIST, ticked, follow=True)
    ready.refresh_from_db()
    waiting.refresh_from_db()
    assert (ready.state, waiting.state) == ("ready", "waiting")
    said = [str(message) for message in answer.context["messages"]]
    assert any("1 done" in line for line in said)
    assert any("Not possible now" in line for line in said)


def test_a_parcel_leaves_with_its_number_and_arrives(client, works):
    row = factories.order(way="ship").fulfilments.get()
    works(roles.SERVICE)
    client.post(verb(row, "ship"), {"carrier": "SF Express", "tracking": "SF1234567890"})
    row.refresh_from_db()
    assert (row.state, row.tracking_number) == ("shipped", "SF1234567890")
    client.post(verb(row, "deliver"))
    row.refresh_from_db()
    assert row.state == "done"


def test_an_unpaid_parcel_stays(client, works):
    row = factories.order(way="ship", paid=False).fulfilments.get()
    works(roles.SERVICE)
    answer = client.post(verb(row, "ship"), {"carrier": "SF", "tracking": "1"}, follow=True)
    row.refresh_from_db()
    assert row.state == "waiting"
    assert "stay here" in answer.text or "Not possible now" in answer.text


@pytest.mark.parametrize(("way", "main"), [("ship", "Pack a parcel"), ("pickup", "Packed and ready")])
def test_one_button_of_a_row_is_the_main_one(client, works, way: str, main: str):
    row = factories.order(way=way).fulfilments.get()
    works(roles.SERVICE)
    page = client.get(reverse("admin:orders_fulfilment_change", args=[row.pk]))
    assert [verb.label for verb, _ in page.context["verb_buttons"] if verb.look == "primary"] == [main]
