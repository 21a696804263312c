"""What the console's page says of an order that may not be handed over, each in words of its own."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.pickup import services as pickup
from orders.scanning.models import Scan
from orders.stores.models import Store
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Store:
    return factories.store(name="Wukang Road")


@pytest.fixture
def till(house: Store) -> Client:
    client = Client()
    client.force_login(factories.staff(store=house, name="Mei Chen"))
    return client


def packed(at: Store) -> Order:
    """A paid order whose bag lies ready in that house."""
    order = factories.order(at=at)
    fulfilment.ready(fulfilment=order.fulfilments.get())
    pickup.prepare(order=order)
    return order


def refused(till: Client, order: Order) -> tuple[str, str]:
    """The page's word and reason, on red, with no button that hands over; pressing it all the same fails."""
    before = state(order)
    page = till.post(reverse("scan"), {"code": order.number, "nonce": uuid4().hex}, follow=True)
    shown = page.content.decode()
    scan = Scan.objects.latest("pk")
    hand_over = reverse("scan-hand-over", args=[scan.nonce])
    assert 'class="console halt"' in shown
    assert 'role="alert"' in shown
    assert hand_over not in shown
    pressed = till.post(hand_over, {"money": "taken"}, follow=True).content.decode()
    assert said(pressed) == said(shown)
    assert state(order) == before
    assert not Scan.objects.filter(outcome=Scan.Outcome.HANDED_OVER).exists()
    return said(shown)


def said(page: str) -> tuple[str, str]:
    word, reason = re.search(r'<h1 tabindex="-1">(.*?)</h1>\s*<p class="reason">(.*?)</p>', page).groups()
    return word, reason


def state(order: Order) -> tuple[object, ...]:
    row = Order.objects.get(pk=order.pk)
    part = row.fulfilments.select_related("pickup").get()
    collected = part.pickup.collected_at if hasattr(part, "pickup") else None
    return row.state, row.payment_state, part.state, part.done_at, collected


def test_an_order_of_another_house_is_sent_to_the_right_one(till: Client) -> None:
    there = packed(factories.store(name="Anfu Road"))
    assert refused(till, there) == ("Wrong house", "Do not hand over. This order waits at Anfu Road.")


def test_a_cancelled_order_is_called_cancelled(till: Client, house: Store) -> None:
    order = packed(house)
    lifecycle.cancel(order=order, refund=True)
    assert refused(till, order) == ("Cancelled", "Do not hand over. This order was cancelled.")


def test_an_unpaid_order_says_how_it_can_be_paid(till: Client, house: Store) -> None:
    order = factories.order(at=house, paid=False)
    word, reason = refused(till, order)
    assert word == "Not paid"
    assert reason == "Do not hand over. ¥238 can be paid on their phone, under Orders."
