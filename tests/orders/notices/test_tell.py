from decimal import Decimal

import pytest
from django.conf import settings

from minishop import events
from minishop.events.models import Event
from minishop.notify.models import Message
from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.notices import services as notices
from orders.orders.models import Order
from orders.shipments import services as shipments
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db


def told(order: Order, kind: str) -> Message:
    return Message.objects.get(kind=kind, body__contains=order.number)


def paid(**how) -> Order:
    order = factories.order(**{"email": "wen@example.com", "phone": "+8613800138000"} | how)
    events.sweep()
    return order


def test_who_pays_is_thanked_and_told_what_comes_next():
    house = factories.store(name="Wukang Road")
    letter = told(paid(at=house), "order-paid")
    assert "Hello Wen Li," in letter.body
    assert "¥238" in letter.body
    assert "ready to collect at Wukang Road" in letter.body
    assert "parcel" not in letter.body
    assert (letter.channel, letter.state) == ("email", "sent")


def test_who_has_it_delivered_is_told_of_the_parcel():
    letter = told(paid(way="ship"), "order-paid")
    assert "when your parcel leaves" in letter.body
    assert "collect" not in letter.body


def test_the_link_opens_the_order_for_whoever_holds_it(client):
    letter = told(paid(), "order-paid")
    link = next(word for word in letter.body.split() if word.startswith("http"))
    path = link.removeprefix(settings.PUBLIC_URL)
    assert client.get(path, follow=True).status_code == 200


def test_ready_pieces_are_told_by_text_message():
    house = factories.store(name="Wukang Road", address="376 Wukang Road")
    order = paid(at=house)
    fulfilment.ready(fulfilment=order.fulfilments.get())
    events.sweep()
    letter = told(order, "ready-to-collect")
    assert letter.channel == "sms"
    assert "376 Wukang Road" in letter.body


def test_a_parcel_that_leaves_is_told_with_its_number():
    order = paid(way="ship")
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF Express", tracking="SF100200")
    events.sweep()
    assert "SF Express, number SF100200" in told(order, "shipped").body


def test_money_that_went_back_is_told():
    order = paid()
    refund = Refund(pk=1, payment=order.tenders.get().payment, amount=Decimal("38.50"))
    notices.refunded(refund)
    assert "¥38.50" in told(order, "refunded").subject


def test_money_that_came_in_another_currency_is_told_in_that():
    order = factories.order(paid=False, email="wen@example.com")
    payment = factories.captured(order, state="mismatched", captured_amount=5, captured_currency="XTS")
    notices.refunded(Refund(pk=1, payment=payment, amount=Decimal(5)))
    assert "XTS5" in told(order, "refunded").subject


def test_money_for_something_else_is_not_told_here():
    payment = factories.captured(paid(), reference="giftcard:1")
    before = Message.objects.count()
    notices.refunded(Refund(pk=1, payment=payment, amount=Decimal(5)))
    assert Message.objects.count() == before


def test_the_same_news_is_told_once():
    order = paid()
    notices.paid(order)
    notices.paid(order)
    assert Message.objects.filter(kind="order-paid").count() == 1


def test_a_refund_that_is_done_becomes_one_message_in_the_queue():
    order = paid()
    lifecycle.cancel(order=order, refund=True)
    refund = Refund.objects.get()
    assert not Message.objects.filter(kind="refunded").exists(), "nothing is told before the money moved"

    for _ in range(2):
        refunds.record(refund, RefundSnapshot(refund.number, RefundStatus.DONE))
        events.run_now(Event.objects.get(name="refund.done"))

    letter = told(order, "refunded")
    assert (letter.channel, letter.address) == ("email", "wen@example.com")
    assert "¥238" in letter.subject
