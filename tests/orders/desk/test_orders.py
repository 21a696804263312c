import pytest
from django.urls import reverse

from members.staff import roles
from minishop.events.models import Event
from orders.orders.models import Order
from orders.stock.models import StockItem, StockMovement
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/orders/order/"


def page(order: Order) -> str:
    return reverse("admin:orders_order_change", args=[order.pk])


def verb(order: Order, name: str) -> str:
    return reverse("admin:orders_order_do", args=[order.pk, name])


def test_a_clerk_sees_orders_of_his_own_house_only(client, works):
    here, there = factories.store(), factories.store()
    ours, theirs = factories.order(at=here), factories.order(at=there)
    works(roles.CLERKS, here)
    listed = client.get(LIST).text
    assert ours.number in listed
    assert theirs.number not in listed
    assert client.get(page(ours)).status_code == 200
    assert client.get(page(theirs)).status_code == 302, "for a clerk it does not exist"


def test_customer_service_sees_every_house(client, works):
    first, second = factories.order(), factories.order()
    works(roles.SERVICE)
    listed = client.get(LIST).text
    assert first.number in listed
    assert second.number in listed


def test_marketing_sees_no_order(client, works):
    placed = factories.order()
    works(roles.MARKETING)
    assert client.get(LIST).status_code == client.get(page(placed)).status_code == 403


def test_an_order_is_never_edited_or_deleted(client, works):
    placed = factories.order()
    works(roles.ADMINS)
    assert client.post(page(placed), {"contact_name": "Mallory"}).status_code == 403
    address = reverse("admin:orders_order_delete", args=[placed.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    placed.refresh_from_db()
    assert placed.contact_name == "Wen Li"


def test_service_cancels_an_unpaid_order_with_a_reason(client, works):
    placed = factories.order(paid=False)
    person = works(roles.SERVICE)
    client.post(verb(placed, "cancel"), {"reason": "Asked by phone"})
    placed.refresh_from_db()
    assert placed.state == Order.State.CANCELLED
    assert StockItem.objects.get().reserved == 0
    assert Event.objects.get(name="order.cancelled").actor == person


@pytest.mark.parametrize("paid", [False, True])
def test_what_staff_wrote_stands_in_the_order_and_nowhere_for_ever(client, works, paid):
    placed = factories.order(paid=paid)
    works(roles.SERVICE)
    client.post(verb(placed, "cancel-and-refund" if paid else "cancel"), {"reason": "Wen Li moved"})
    placed.refresh_from_db()
    assert (placed.state, placed.closing_note) == (Order.State.CANCELLED, "Wen Li moved")
    kept = [
        *Event.objects.values_list("data", flat=True),
        *StockMovement.objects.values_list("note", flat=True),
    ]
    assert "Wen Li" not in str([*kept, *Refund.objects.values_list("reason", flat=True)])


def test_a_get_changes_nothing(client, works):
    placed = factories.order(paid=False)
    works(roles.SERVICE)
    assert client.get(verb(placed, "cancel")).status_code == 200
    placed.refresh_from_db()
    assert placed.state == Order.State.OPEN


def test_a_paid_order_is_cancelled_with_its_money_going_back(client, works):
    placed = factories.order()
    works(roles.SERVICE)
    client.post(verb(placed, "cancel"), {"reason": "No"})
    placed.refresh_from_db()
    assert (placed.state, Refund.objects.count()) == (Order.State.OPEN, 0)
    client.post(verb(placed, "cancel-and-refund"), {"reason": "Broken on the shelf"})
    placed.refresh_from_db()
    assert placed.state == Order.State.CANCELLED
    assert Refund.objects.get().amount == placed.total


def test_over_the_limit_nobody_cancels_a_paid_order_alone(client, works, settings):
    settings.REFUND_SECOND_ABOVE = 100
    placed = factories.order()
    works(roles.FINANCE)
    client.post(verb(placed, "cancel-and-refund"), {"reason": "Alone"})
    placed.refresh_from_db()
    assert (placed.state, Refund.objects.count()) == (Order.State.OPEN, 0)


def test_a_clerk_cancels_nothing(client, works):
    here = factories.store()
    placed = factories.order(at=here, paid=False)
    works(roles.CLERKS, here)
    assert client.post(verb(placed, "cancel"), {"reason": "x"}).status_code == 404
    placed.refresh_from_db()
    assert placed.state == Order.State.OPEN


def test_the_page_tells_what_happened(client, works):
    placed = factories.order()
    works(roles.FINANCE)
    assert "order.paid" in client.get(page(placed)).text


def test_the_list_costs_the_same_for_two_orders_and_for_twelve(client, works, django_assert_max_num_queries):
    works(roles.ADMINS)
    for _ in range(2):
        factories.order()
    client.get(LIST)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _ in range(10):
        factories.order()
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_a_verb_that_is_not_offered_is_not_done_by_its_address_either(client, works):
    placed = factories.order(paid=False)
    works(roles.FINANCE)
    answer = client.post(verb(placed, "cancel-and-refund"), {"reason": "by hand"}, follow=True)
    placed.refresh_from_db()
    assert placed.state == "open"
    assert "Not possible now" in answer.text
