from datetime import timedelta

import pytest
from django.db.models import F

from minishop import events
from minishop.events.models import Event
from minishop.notify.models import Message
from minishop.states import IllegalMove
from orders.fulfilment import services as fulfilment
from orders.fulfilment import tasks
from orders.fulfilment.leaving import NothingToSend
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders.models import OrderLine
from tests import factories

pytestmark = pytest.mark.django_db


def kept(**fields) -> Fulfilment:
    """A paid pick-up on its shelf."""
    return fulfilment.ready(fulfilment=factories.order(**fields).fulfilments.get())


def days_go_by(days: int) -> None:
    Fulfilment.objects.update(keep_until=F("keep_until") - timedelta(days=days))


def named(name: str) -> int:
    return Event.objects.filter(name=name).count()


def test_a_pick_up_is_picked_packed_and_ready():
    row, clerk = factories.order().fulfilments.get(), factories.staff()

    for _ in range(2):
        row = fulfilment.pick(fulfilment=row, actor=clerk)
    assert (row.state, row.picker, row.picking_at is not None) == ("picking", clerk, True)
    row = fulfilment.pack(fulfilment=row)
    assert (row.state, row.packed_at is not None, row.keep_until) == ("packed", True, None)
    row = fulfilment.ready(fulfilment=row)
    assert (row.state, (row.keep_until - row.ready_at).days) == ("ready", 14)


def test_what_is_sent_is_not_packed_in_a_bag():
    row = factories.order(way="ship").fulfilments.get()

    with pytest.raises(IllegalMove):
        fulfilment.pack(fulfilment=row)

    row.refresh_from_db()
    assert row.state == "open"


def test_the_shopper_is_reminded_once_before_the_end():
    kept(phone="+8613800138000")
    for days, told in ((5, 0), (7, 1), (1, 1)):
        days_go_by(days)
        tasks.remind()
        assert named("fulfilment.reminded") == told
    events.sweep()
    assert Message.objects.filter(kind="collect-soon").count() == 1


def test_nobody_comes_and_the_pieces_are_kept_no_longer():
    row = kept()
    tasks.note_no_shows()
    assert not named("fulfilment.no_show")

    days_go_by(15)
    for _ in range(2):
        tasks.note_no_shows()

    row.refresh_from_db()
    assert (row.state, named("fulfilment.no_show")) == ("no_show", 1)


def test_pieces_to_be_paid_at_the_counter_run_out_with_their_order_alone():
    order = lifecycle.pay_in_store(order=factories.order(paid=False))
    row = fulfilment.ready(fulfilment=order.fulfilments.get())
    days_go_by(15)
    tasks.note_no_shows()

    row.refresh_from_db()
    assert row.state == "ready"


def test_staff_keep_pieces_longer_and_the_shopper_is_reminded_again():
    row = kept()
    days_go_by(12)
    tasks.remind()
    row = fulfilment.keep(fulfilment=row, days=10)

    assert (row.state, row.reminded_at) == ("ready", None)
    days_go_by(8)
    tasks.remind()
    assert named("fulfilment.reminded") == 2


def test_what_nobody_came_for_may_be_kept_after_all():
    row = kept()
    days_go_by(15)
    fulfilment.no_show(fulfilment=row)
    row = fulfilment.keep(fulfilment=row, days=5)

    assert row.state == "ready"
    assert fulfilment.hand_over(fulfilment=row).state == "done"


def test_what_was_asked_back_is_neither_kept_nor_handed_over():
    row = kept()
    OrderLine.objects.update(withdrawn=1, claimed=1)

    for verb in (fulfilment.hand_over, lambda fulfilment: keep(row=fulfilment)):
        with pytest.raises(NothingToSend):
            verb(fulfilment=row)

    row.refresh_from_db()
    assert (row.state, row.lines.get().sent) == ("ready", 0)


def keep(row: Fulfilment) -> Fulfilment:
    return fulfilment.keep(fulfilment=row, days=3)


def test_what_was_not_asked_back_is_handed_over():
    row = kept(pieces=3)
    OrderLine.objects.update(withdrawn=1, claimed=1)

    assert fulfilment.hand_over(fulfilment=row).state == "done"
    assert row.lines.get().sent == 2


def test_pieces_that_wait_on_no_shelf_are_not_kept():
    row = factories.order().fulfilments.get()

    with pytest.raises(IllegalMove):
        keep(row)

    row.refresh_from_db()
    assert (row.state, row.keep_until) == ("open", None)
