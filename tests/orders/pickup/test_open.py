import pytest

from orders.orders.models import Order
from orders.pickup import codes
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_fulfilment_has_one_pickup_however_often_it_is_opened() -> None:
    order = factories.order()
    fulfilment = order.fulfilments.get()
    first = pickup.open_pickup(fulfilment=fulfilment)
    assert pickup.open_pickup(fulfilment=fulfilment) == first
    assert Pickup.objects.count() == 1


def test_a_code_has_a_hundred_bits_without_letters_to_mistake() -> None:
    opened = pickup.open_pickup(fulfilment=factories.order().fulfilments.get())
    assert len(opened.code) == 20
    assert set(opened.code + opened.short_code) <= set(codes.ALPHABET)
    assert not set("ILOU") & set(codes.ALPHABET)
    assert len(codes.ALPHABET) == 32


def test_a_short_code_taken_by_an_open_pickup_of_the_store_is_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = factories.store()
    drawn = iter(["A" * 20, "SAME00", "B" * 20, "SAME00", "C" * 20, "FREE00"])
    monkeypatch.setattr(codes, "fresh", lambda length: next(drawn))
    one = pickup.open_pickup(fulfilment=factories.order(at=house).fulfilments.get())
    other = pickup.open_pickup(fulfilment=factories.order(at=house).fulfilments.get())
    assert (one.short_code, other.short_code) == ("SAME00", "FREE00")


@pytest.mark.parametrize(
    ("typed", "meant"), [("k7m 4q2", "K7M4Q2"), ("K7M-4Q2\n", "K7M4Q2"), ("o1i L0o", "011100")]
)
def test_what_a_hurried_hand_types_is_the_code_meant(typed: str, meant: str) -> None:
    assert codes.normal(typed) == meant


def test_an_unpaid_order_has_no_code_yet() -> None:
    assert pickup.open_all(order=factories.order(paid=False)) == []
    assert not Pickup.objects.exists()


def test_what_is_sent_has_no_code() -> None:
    assert pickup.open_all(order=factories.order(way="ship")) == []


def test_a_cancelled_order_gets_no_code() -> None:
    order = factories.order()
    Order.objects.filter(pk=order.pk).update(state=Order.State.CANCELLED)
    order.refresh_from_db()
    assert pickup.prepare(order=order) == []
