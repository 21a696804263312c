import pytest
from django.test import Client
from django.urls import reverse

from members.accounts.models import User
from orders.fulfilment import services as fulfilment
from orders.history import tabs
from orders.orders.models import Order
from orders.shipments import services as shipments
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen() -> User:
    return factories.member()


def place(wen: User, **facts: object) -> Order:
    """An order that Wen placed when signed in."""
    order = factories.order(**facts)
    Order.objects.filter(pk=order.pk).update(user=wen)
    return order


def counts(wen: User) -> dict[str, int]:
    return {tab["code"]: tab["count"] for tab in tabs.counted(Order.objects.of(wen), "")}


def test_each_tab_counts_what_waits_there(wen: User) -> None:
    place(wen, paid=False)
    place(wen)
    place(wen, way="ship")
    sent = place(wen, way="ship")
    shipments.send(fulfilment=sent.fulfilments.get(), carrier="SF Express", tracking="1")
    expected = {"": 0, "to-pay": 1, "to-ship": 1, "to-collect": 1, "to-receive": 1}
    assert counts(wen) == expected | {"to-review": 0, "after-sale": 0}


def test_what_is_over_waits_for_a_review_at_most(wen: User) -> None:
    done = place(wen)
    fulfilment.hand_over(fulfilment=done.fulfilments.get())
    place(wen, paid=False)
    Order.objects.filter(payment_state="due").update(state=Order.State.EXPIRED)
    assert sum(counts(wen).values()) == counts(wen)["to-review"] == 1


def test_a_member_sees_his_orders_and_no_others(wen: User, client: Client) -> None:
    mine, others = place(wen), place(factories.member())
    client.force_login(wen)
    page = client.get(reverse("orders")).content.decode()
    assert mine.number in page
    assert others.number not in page


def test_a_tab_holds_only_its_own(wen: User, client: Client) -> None:
    due, paid = place(wen, paid=False), place(wen)
    client.force_login(wen)
    page = client.get(reverse("orders"), {"tab": "to-pay"}).content.decode()
    assert due.number in page
    assert paid.number not in page


def test_nobodys_list_is_empty_and_says_what_to_do(client: Client) -> None:
    factories.order()
    page = client.get(reverse("orders"))
    assert page.status_code == 200
    assert "No orders yet" in page.content.decode()


def test_the_list_costs_the_same_queries_however_long_it_is(
    wen: User, client: Client, django_assert_num_queries: object
) -> None:
    house = factories.store()
    piece = factories.variant(stock={house: 50})
    client.force_login(wen)
    place(wen, at=house, variant=piece)

    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("orders"))
        return len(asked)

    few = queries()
    for _ in range(5):
        place(wen, at=house, variant=piece)
    assert queries() == few
