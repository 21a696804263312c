import pytest
from django.test import Client
from django.urls import reverse

from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders import access
from orders.orders.models import Order
from orders.pickup import services as pickup
from orders.pickup.models import Pickup, drawer
from orders.shipments import services as shipments
from tests import factories

pytestmark = pytest.mark.django_db


def own(order: Order) -> Client:
    """The browser of the guest who placed this order."""
    client = Client()
    client.get(reverse("order-link", args=[order.number, access.link_key(order)]))
    return client


def text(client: Client, name: str, order: Order) -> str:
    answer = client.get(reverse(name, args=[order.number]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_thanks_shows_the_code_to_collect_with() -> None:
    order = factories.order()
    (code,) = pickup.prepare(order=order)
    page = text(own(order), "confirmed", order)
    assert code.spoken in page
    assert reverse("code-image", args=[order.number, code.pk]) in page


def test_a_code_whose_file_is_not_drawn_yet_is_drawn_in_the_page() -> None:
    order = factories.order()
    pickup.open_all(order=order)
    assert 'shape-rendering="crispEdges"' in text(own(order), "confirmed", order)


def test_a_code_that_is_not_open_yet_is_said_to_be_drawn_and_the_page_comes_again() -> None:
    order = factories.order()
    page = text(own(order), "confirmed", order)
    assert "being drawn" in page
    assert 'http-equiv="refresh"' in page


def test_the_order_page_tells_what_happened_newest_first() -> None:
    order = factories.order()
    fulfilment.ready(fulfilment=order.fulfilments.get())
    page = text(own(order), "order", order)
    assert page.index("In your hands") < page.index("Ready to collect") < page.index("<b>Paid</b>")
    assert 'aria-current="step"' in page


def test_a_shipped_order_names_the_courier() -> None:
    order = factories.order(way="ship")
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF Express", tracking="1402 8837")
    page = text(own(order), "order", order)
    assert "On its way" in page
    assert "SF Express 1402 8837" in page


def test_the_sums_add_up_on_the_page() -> None:
    order = factories.order(way="ship")
    page = text(own(order), "order", order)
    assert f'value="{order.total.normalize():f}"' in page


def test_the_qr_is_handed_only_to_who_may_see_the_order() -> None:
    order = factories.order()
    (code,) = pickup.prepare(order=order)
    address = reverse("code-image", args=[order.number, code.pk])
    answer = own(order).get(address)
    assert answer["Content-Type"] == "image/png"
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(address).status_code == 404
    other = factories.order()
    assert own(other).get(address).status_code == 404
    assert own(other).get(reverse("code-image", args=[other.number, code.pk])).status_code == 404


def test_a_lost_file_is_drawn_again_for_who_looks() -> None:
    order = factories.order()
    (code,) = pickup.prepare(order=order)
    drawer().delete(code.qr.name)
    answer = own(order).get(reverse("code-image", args=[order.number, code.pk]))
    assert answer.getvalue()[:4] == b"\x89PNG"


def test_the_code_tab_shows_every_open_code_and_no_used_one() -> None:
    order = factories.order()
    (code,) = pickup.prepare(order=order)
    client = own(order)
    assert code.spoken in client.get(reverse("code")).content.decode()
    fulfilment.hand_over(fulfilment=order.fulfilments.get())
    Pickup.objects.update(collected_at=order.placed_at)
    assert code.spoken not in client.get(reverse("code")).content.decode()


def test_the_code_tab_of_a_stranger_is_empty() -> None:
    pickup.prepare(order=factories.order())
    page = Client().get(reverse("code"))
    assert page.status_code == 200
    assert "its code appears here" in page.content.decode()


def test_an_unpaid_order_is_cancelled_by_the_shopper() -> None:
    order = factories.order(paid=False)
    own(order).post(reverse("order-cancellation", args=[order.number]))
    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED


def test_a_paid_order_is_not_cancelled_by_the_shopper() -> None:
    order = factories.order()
    client = own(order)
    assert "Cancel the order" not in text(client, "order", order)
    client.post(reverse("order-cancellation", args=[order.number]))
    order.refresh_from_db()
    assert order.state == Order.State.OPEN


def test_an_order_to_be_paid_in_the_store_may_be_cancelled() -> None:
    order = lifecycle.pay_in_store(order=factories.order(paid=False))
    assert "Cancel the order" in text(own(order), "order", order)


@pytest.mark.parametrize("name", ["order", "confirmed", "order-code"])
def test_a_stranger_sees_no_order(name: str) -> None:
    order = factories.order()
    assert Client().get(reverse(name, args=[order.number])).status_code == 404


def test_a_stranger_cancels_nothing() -> None:
    order = factories.order(paid=False)
    assert Client().post(reverse("order-cancellation", args=[order.number])).status_code == 404
    order.refresh_from_db()
    assert order.state == Order.State.OPEN
