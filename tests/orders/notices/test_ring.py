"""Phones that asked are told besides the letter and never instead of it, and show nothing that is private."""

from decimal import Decimal

import pytest

from minishop.notify.models import Message
from minishop.push import services as push
from orders.notices import services as notices
from orders.orders.models import Order
from orders.shipments.models import Shipment
from payments.refunds.models import Refund
from tests import factories
from tests.minishop.push.browsers import Browser

pytestmark = pytest.mark.django_db


def follow(order: Order, n: int = 1) -> None:
    address = Browser(endpoint=f"https://push.example.net/{n}").address
    push.subscribe(address=address, subject=f"order:{order.pk}", language="en")


def order(**how) -> Order:
    told = {"name": "Wen Li", "email": "wen@example.com", "phone": "+8613800138000"}
    return factories.order(**told | how)


def pushes() -> list[Message]:
    return list(Message.objects.filter(channel="push").order_by("id"))


def tell_everything(placed: Order) -> None:
    part = placed.fulfilments.get()
    notices.paid(placed)
    notices.ready(part)
    notices.shipped(Shipment.objects.get_or_create(fulfilment=part)[0])
    payment = placed.tenders.get().payment
    notices.refunded(Refund(pk=1, payment=payment, amount=Decimal("38.50")))


KINDS = {"order-paid", "ready-to-collect", "shipped", "refunded"}


def test_each_step_of_an_order_rings_besides_its_letter():
    placed = order()
    follow(placed)
    tell_everything(placed)
    tell_everything(placed)

    assert sorted(one.kind for one in pushes()) == sorted(KINDS)
    letters = Message.objects.exclude(channel="push").filter(kind__in=KINDS)
    assert {one.kind for one in letters} == KINDS
    assert {one.link for one in pushes()} == {f"/orders/{placed.number}/"}


def test_who_left_no_address_is_still_told_on_the_phone_that_asked():
    placed = order(email="", phone="")
    follow(placed)
    notices.paid(placed)
    assert [one.kind for one in pushes()] == ["order-paid"]


def test_a_lock_screen_shows_no_name_number_or_price():
    placed = order()
    follow(placed)
    tell_everything(placed)
    shown = " ".join(f"{one.subject} {one.body}" for one in pushes())
    for private in ("Wen", placed.number, "¥", "38.50", "wen@example.com", "13800138000", "http"):
        assert private not in shown


def test_only_phones_that_follow_this_order_ring():
    placed, other = order(), order()
    follow(other)
    notices.paid(placed)
    assert pushes() == []


def test_all_a_members_phones_ring_where_she_is_signed_in(client):
    wen = factories.member()
    client.force_login(wen)
    for n in range(2):
        address = Browser(endpoint=f"https://push.example.net/{n}").address
        push.subscribe(address=address, user=wen, session_key=client.session.session_key)
    notices.paid(order(user=wen))
    assert {one.recipient for one in pushes()} == {wen}
    assert len(pushes()) == 2
