import pytest

from minishop import events
from minishop.states import IllegalMove
from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.returns import services as returns
from orders.shipments import services as shipments
from orders.stock.models import StockMovement
from tests import factories
from tests.orders.returns import asking
from tests.orders.returns.asking import ask_before, counters, shelf

pytestmark = pytest.mark.django_db


def state(order) -> tuple[str, str, str]:
    order = Order.objects.get(pk=order.pk)
    return order.state, order.payment_state, order.fulfilments.get().state


def test_what_is_asked_back_is_not_sent_while_nobody_decided(settings):
    asking.decided_by_hand(settings)
    order = factories.order(way="ship", pieces=2)
    ask_before(order)
    assert (counters(order), shelf(order)) == ((0, 1, 1, 0), 3)

    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")

    assert counters(order) == (1, 1, 1, 0)


def test_agreed_the_pieces_are_on_the_shelf_again_and_the_money_is_on_its_way():
    order = factories.order(way="ship", pieces=2)

    row = ask_before(order)

    assert (row.state, asking.back(), shelf(order)) == ("refunding", [244], 4)
    moved = StockMovement.objects.get(kind="returned")
    assert (moved.reference, moved.quantity) == (f"return:{row.pk}:line:{asking.line(order).pk}", 1)
    assert state(order) == ("open", "paid", "open")

    asking.money_arrives()
    row.refresh_from_db()
    assert (row.state, row.closed_at is None) == ("done", False)


def test_when_nothing_is_left_the_order_is_over_and_once_the_money_is_back_reads_so():
    order = factories.order(way="ship", pieces=1)
    ask_before(order)
    assert state(order) == ("cancelled", "paid", "cancelled")
    assert shelf(order) == 5

    asking.money_arrives()

    assert state(order) == ("cancelled", "refunded", "cancelled")
    assert shelf(order) == 5


def test_while_another_is_undecided_the_order_waits(settings):
    asking.decided_by_hand(settings)
    order = factories.order(way="ship", pieces=2)
    first, second = ask_before(order), ask_before(order)
    who = factories.staff("admin")

    returns.agree(request=first, actor=who)
    assert state(order)[0] == "open"

    returns.refuse(request=second, answer="It is being engraved", actor=who)
    assert (state(order), counters(order)) == (("open", "paid", "open"), (0, 1, 1, 0))
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")
    assert (counters(order), state(order)) == ((1, 1, 1, 0), ("open", "paid", "shipped"))


def test_what_was_refused_after_all_the_rest_left_is_packed_again(settings):
    asking.decided_by_hand(settings)
    order = factories.order(way="ship", pieces=2)
    row = ask_before(order)
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")
    assert state(order)[2] == "shipped"

    returns.withdraw(request=row)

    assert (counters(order), state(order)[2]) == ((1, 0, 0, 0), "open")


def test_a_pick_up_hands_over_what_was_not_asked_back():
    order = factories.order(pieces=2)
    part = order.fulfilments.get()
    fulfilment.ready(fulfilment=part)
    row = ask_before(order)

    fulfilment.hand_over(fulfilment=part)

    assert (row.amount, counters(order)) == (238, (1, 1, 1, 0))


def test_a_cancelled_order_takes_what_nobody_decided_about_with_it(settings):
    asking.decided_by_hand(settings)
    order = factories.order(way="ship", pieces=3)
    row = ask_before(order, 2)

    lifecycle.cancel(order=order, refund=True)
    with pytest.raises(IllegalMove):
        returns.agree(request=row, actor=factories.staff("admin"))
    assert asking.back() == [order.total]
    events.sweep()

    row.refresh_from_db()
    assert (row.state, counters(order), shelf(order)) == ("withdrawn", (0, 0, 0, 0), 5)
    assert asking.back() == [order.total]


def test_a_cancelled_order_gives_back_what_the_return_had_not():
    order = factories.order(way="ship", pieces=3)
    ask_before(order)

    lifecycle.cancel(order=order, refund=True)
    events.sweep()

    assert (sum(asking.back()), shelf(order)) == (order.total, 5)


def test_kept_after_all_when_the_rest_was_completed_it_is_sent_still(settings):
    asking.decided_by_hand(settings)
    order = factories.order(way="ship", pieces=2)
    row = ask_before(order)
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")
    shipments.deliver_all(fulfilment=order.fulfilments.get())
    lifecycle.complete(order=order)
    assert state(order) == ("completed", "paid", "done")

    returns.refuse(request=row, answer="It was made for you", actor=factories.staff("admin"))
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF2")

    assert (counters(order), state(order)) == ((2, 0, 0, 0), ("completed", "paid", "shipped"))
