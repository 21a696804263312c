import pytest
from django.core.files.storage import InMemoryStorage
from django.test import Client
from django.urls import reverse

from orders.history import moments
from orders.lifecycle import services as lifecycle
from orders.orders import access
from orders.orders.models import Order
from orders.pickup.models import Pickup
from orders.stock import services as stock
from orders.stock.models import StockItem, StockMovement
from payments.attempts.models import Payment
from tests import factories

pytestmark = pytest.mark.django_db


class FullDisk(InMemoryStorage):
    """A store of files that takes no more."""

    def _save(self, name, content):
        raise OSError(28, "No space left on device")


def own(order: Order) -> Client:
    """The browser of the guest who placed this order."""
    client = Client()
    client.get(reverse("order-link", args=[order.number, access.link_key(order)]))
    return client


def address(name: str, order: Order) -> str:
    return reverse(name, args=[order.number])


def test_the_cashier_offers_ways_to_pay_and_says_how_long_the_pieces_are_held() -> None:
    order = factories.order(paid=False)
    page = own(order).get(address("cashier", order))
    assert page.status_code == 200
    assert b'value="sandbox"' in page.content
    assert b'value="offline"' in page.content
    assert b"<time-left" in page.content
    assert "no-store" in page["Cache-Control"]


def test_what_is_sent_cannot_be_paid_in_the_store() -> None:
    order = factories.order(paid=False, way="ship")
    client = own(order)
    assert b'value="offline"' not in client.get(address("cashier", order)).content
    client.post(address("cashier", order), {"method": "offline"})
    order.refresh_from_db()
    assert order.payment_state == Order.PaymentState.DUE


def test_choosing_a_gateway_leads_there() -> None:
    order = factories.order(paid=False)
    answer = own(order).post(address("cashier", order), {"method": "sandbox"})
    payment = Payment.objects.get(reference=order.reference)
    assert answer.status_code == 302
    assert answer["Location"] == payment.action["url"]
    assert payment.amount == order.total


def test_choosing_twice_is_one_attempt() -> None:
    order = factories.order(paid=False)
    client = own(order)
    for _ in range(2):
        client.post(address("cashier", order), {"method": "sandbox"})
    assert Payment.objects.count() == 1


def test_a_way_that_is_not_offered_moves_nothing() -> None:
    order = factories.order(paid=False)
    answer = own(order).post(address("cashier", order), {"method": "gold"})
    assert answer["Location"] == address("cashier", order)
    assert not Payment.objects.exists()


def test_paying_in_the_store_keeps_the_order_and_draws_its_code() -> None:
    order = factories.order(paid=False)
    client = own(order)
    answer = client.post(address("cashier", order), {"method": "offline"})
    order.refresh_from_db()
    assert answer["Location"] == address("confirmed", order)
    assert order.payment_state == Order.PaymentState.DUE_IN_STORE
    assert Pickup.objects.get(fulfilment__order=order).qr


def test_the_page_of_what_is_put_aside_says_until_when() -> None:
    order = factories.order(paid=False)
    client = own(order)
    client.post(address("cashier", order), {"method": "offline"})
    order.refresh_from_db()
    until = moments.when(order.expires_at)
    assert f"Kept until {until}" in client.get(address("order", order)).content.decode()


def test_a_fourth_order_to_pay_in_the_store_is_refused_in_plain_words() -> None:
    house = factories.store()
    for _ in range(3):
        lifecycle.pay_in_store(order=factories.order(paid=False, at=house))
    order = factories.order(paid=False, at=house)
    page = own(order).post(address("cashier", order), {"method": "offline"}, follow=True)
    order.refresh_from_db()
    assert "3 orders already wait for you" in page.content.decode()
    assert order.payment_state == Order.PaymentState.DUE


def test_coming_back_settles_at_once_without_the_queue() -> None:
    order = factories.order(paid=False)
    factories.captured(order)
    answer = own(order).get(address("payment-return", order))
    order.refresh_from_db()
    assert order.is_paid
    assert answer["Location"] == address("confirmed", order)
    assert Pickup.objects.get(fulfilment__order=order).qr


def test_a_declined_payment_offers_the_methods_again_for_the_same_order() -> None:
    order = factories.order(paid=False)
    factories.payment(order, state=Payment.State.FAILED)
    client = own(order)
    assert client.get(address("payment-return", order))["Location"] == address("cashier", order)
    page = client.get(address("cashier", order)).content.decode()
    assert "Nothing was charged" in page
    assert Order.objects.count() == 1


def test_an_unknown_payment_is_never_shown_as_failed() -> None:
    order = factories.order(paid=False)
    factories.payment(order, gateway="offline", state=Payment.State.UNKNOWN)
    client = own(order)
    assert client.get(address("payment-return", order))["Location"] == address("payment-status", order)
    page = client.get(address("payment-status", order)).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "did not go through" not in page
    assert "did not go through" not in client.get(address("cashier", order)).content.decode()


def test_a_paid_order_has_nothing_to_pay() -> None:
    order = factories.order()
    assert own(order).get(address("cashier", order))["Location"] == address("confirmed", order)


def test_a_dead_order_leads_to_its_page() -> None:
    order = factories.order(paid=False)
    Order.objects.filter(pk=order.pk).update(state=Order.State.EXPIRED)
    assert own(order).get(address("cashier", order))["Location"] == address("order", order)


@pytest.mark.parametrize("name", ["cashier", "payment-return", "payment-status"])
def test_a_stranger_sees_nothing(name: str) -> None:
    order = factories.order(paid=False)
    assert Client().get(address(name, order)).status_code == 404
    assert not Payment.objects.exists()


def test_the_waiting_page_goes_on_as_a_whole_once_the_money_is_there() -> None:
    order = factories.order(paid=False)
    factories.captured(order)
    answer = own(order).get(address("payment-status", order), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == address("confirmed", order)
    order.refresh_from_db()
    assert order.is_paid


def test_what_is_sent_has_no_attempt_at_the_till() -> None:
    order = factories.order(paid=False, way="ship")
    answer = own(order).post(address("cashier", order), {"method": "offline"})
    assert answer["Location"] == address("cashier", order)
    assert not Payment.objects.exists()


def test_pieces_that_went_meanwhile_cannot_be_put_aside_for_the_counter() -> None:
    order = factories.order(paid=False)
    stock.release(references=[f"order-line:{order.lines.get().pk}"])
    item = StockItem.objects.get()
    stock.adjust(
        variant=item.variant,
        store=item.store,
        quantity=-5,
        kind=StockMovement.Kind.DAMAGED,
        reference="flood",
    )
    answer = own(order).post(address("cashier", order), {"method": "offline"})
    order.refresh_from_db()
    assert answer["Location"] == address("cashier", order)
    assert (order.payment_state, order.fulfilments.get().state) == ("due", "waiting")


def test_a_full_disk_keeps_nobody_from_his_paid_order(settings) -> None:
    order = factories.order(paid=False)
    payment = factories.captured(order)
    settings.STORAGES = settings.STORAGES | {"private": {"BACKEND": "tests.orders.cashier.test_pay.FullDisk"}}
    answer = own(order).get(address("payment-return", order))
    assert answer["Location"] == address("confirmed", order)
    assert payment.settlement.outcome == "paid"
    assert (Pickup.objects.get().qr.name, Pickup.objects.count()) == ("", 1)
    assert b"<svg" in own(order).get(address("confirmed", order)).content
