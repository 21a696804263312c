from datetime import timedelta

import pytest

from minishop.events.models import Event
from orders.orders.models import OrderLine
from orders.returns import services as returns
from orders.returns.models import Return, ReturnPhoto, vault
from orders.returns.rules import NotReturnable, Piece
from orders.shipments import services as shipments
from orders.shipments.models import Shipment
from tests import factories
from tests.orders.returns import asking
from tests.orders.returns.asking import ask, ask_before, counters, sent, untouched

pytestmark = pytest.mark.django_db


def refused(order, **told) -> NotReturnable:
    """The rule that forbade it, nothing having moved."""
    before = untouched(order)
    with pytest.raises(NotReturnable) as refusal:
        ask(order, **told)
    assert untouched(order) == before
    return refusal.value


def test_pieces_asked_back_are_claimed_and_it_is_told(settings):
    asking.decided_by_hand(settings)
    order = sent(pieces=3)

    row = ask(order, 2, note="Too big")

    assert (row.state, row.amount, row.note, row.is_before_leaving) == ("asked", 476, "Too big", False)
    assert row.number == f"{order.number}-R1"
    assert row.store == asking.line(order).fulfilment.store
    assert counters(order) == (3, 0, 2, 0)
    assert Event.objects.get(name="return.asked").data["amount"] == "476.00"


def test_one_key_asks_once(settings):
    asking.decided_by_hand(settings)
    order = sent(pieces=3)

    first, again = ask(order, key="pressed"), ask(order, key="pressed")

    assert first == again
    assert counters(order) == (3, 0, 1, 0)


def test_nobody_asks_twice_for_a_piece(settings):
    asking.decided_by_hand(settings)
    order = sent(pieces=3)
    ask(order, 2)

    problem = refused(order, quantity=2)

    assert (problem.why, problem.left) == ("too_many", 1)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"reason": "bored"}, "reason"),
        ({"reason": "not_collected"}, "reason"),
        ({"quantity": 0}, "pieces"),
        ({"back": ""}, "back"),
        ({"back": "store"}, "store"),
        ({"kind": "refund"}, "kind"),
        ({"kind": "exchange"}, "instead"),
        ({"reason": "faulty"}, "photo"),
        ({"reason": "not_arrived", "kind": "refund", "back": ""}, "here"),
    ],
)
def test_what_does_not_fit_is_refused(told, why):
    assert refused(sent(pieces=1), **told).why == why


def test_an_exchange_is_for_the_same_product():
    order = sent(pieces=1)

    assert refused(order, kind="exchange", instead=factories.variant()).why == "instead"


def test_another_orders_pieces_are_not_in_it():
    mine, theirs = sent(pieces=1), sent(pieces=1)
    piece = Piece(asking.line(theirs), 1)
    with pytest.raises(NotReturnable) as refusal:
        returns.ask(order=mine, pieces=[piece], kind="return", reason="changed_mind", back="post", key="k")
    assert refusal.value.why == "pieces"
    assert not Return.objects.exists()
    assert counters(theirs) == (1, 0, 0, 0)


def test_without_a_reason_it_is_seven_days_from_arrival_by_the_databases_clock():
    assert refused(sent(pieces=1, days_ago=8), reason="unsuitable").why == "late"
    assert ask(sent(pieces=1, days_ago=6), reason="unsuitable").state == "awaited"


def test_the_refusal_says_until_when_it_was():
    order = sent(pieces=1, days_ago=8)
    arrived = Shipment.objects.get(fulfilment__order=order).delivered_at

    assert refused(order).until == arrived + timedelta(days=7)


def test_a_fault_may_be_told_for_thirty_days():
    told = {"reason": "faulty", "photos": [asking.picture()]}

    assert ask(sent(pieces=1, days_ago=29), **told).state == "awaited"
    assert refused(sent(pieces=1, days_ago=31), reason="faulty", photos=[asking.picture()]).why == "late"


def test_while_a_parcel_is_under_way_no_day_is_counted(settings):
    settings.RETURN_DAYS = 0
    order = factories.order(way="ship")
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")

    assert ask(order).state == "awaited"
    assert refused(order, reason="faulty", photos=[asking.picture()]).why == "too_many"


def test_what_never_arrived_is_asked_back_without_a_parcel():
    order = factories.order(way="ship", pieces=2)
    shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")

    row = ask(order, 2, kind="refund", reason="not_arrived", back="")

    assert (row.state, row.amount, row.delivery_amount) == ("asked", order.total, 12)
    assert refused(order, kind="refund", reason="not_arrived", back="").why == "too_many"


def test_what_was_made_to_order_comes_back_only_with_a_fault():
    order = sent(pieces=2)
    OrderLine.objects.filter(order=order).update(no_return="made_to_order")

    assert refused(order).why == "no_return"
    assert ask(order, reason="faulty", photos=[asking.picture()]).state == "asked"  # and somebody looks at it


def test_of_what_has_not_left_no_parcel_is_awaited():
    order = factories.order(way="ship", pieces=2)

    assert refused(order, reason="unsuitable").why == "too_many"
    assert ask_before(order).is_before_leaving


def test_what_left_a_moment_ago_is_no_longer_withdrawn():
    order = sent(pieces=1)

    problem = refused(order, kind="refund", back="")

    assert (problem.why, problem.left) == ("left", 0)


def test_an_unpaid_order_is_cancelled_not_returned():
    assert refused(factories.order(paid=False), kind="refund", back="").why == "unpaid"


def test_photographs_lie_in_the_vault_and_are_thrown_away_when_it_is_refused(settings):
    asking.decided_by_hand(settings)
    order = sent(pieces=1)
    ask(order, reason="faulty", photos=[asking.picture(), asking.picture()])
    names = list(ReturnPhoto.objects.values_list("picture", flat=True))
    assert [vault().open(name).read() for name in names] == [b"a photograph"] * 2

    refused(order, reason="faulty", photos=[asking.picture(b"of a refusal")])

    assert [vault().exists(name) for name in names] == [True, True]
    assert b"of a refusal" not in [
        vault().open(f"returns/{one}").read() for one in vault().listdir("returns")[1]
    ]
