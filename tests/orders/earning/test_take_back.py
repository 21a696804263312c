"""What goes back takes back what it had earned, floor for floor, and all of it in the end."""

from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.lots.models import PointsProgramme
from members.points import services as points
from orders.earning import services as earning
from orders.earning.models import EarningLine
from orders.lifecycle import services as lifecycle
from orders.tenders import services as tenders
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories
from tests.corruption import findings
from tests.orders.earning import club

pytestmark = pytest.mark.django_db
#: A busy machine is no finding.
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_pieces_that_come_back_take_their_part_and_the_last_one_the_rest():
    PointsProgramme.objects.create(starts_at=timezone.now(), per_unit=Decimal("0.01"))
    order = club.bought(pieces=3)
    seen = [club.kept(order)]
    for _ in range(3):
        club.paid_back(order)
        seen.append(club.kept(order))

    assert seen == [(7, 0), (7, 3), (7, 5), (7, 7)]  # 7.14, 4.76, 2.38 and nothing is kept
    assert club.figures(order.user) == (0, 0, 0)
    assert findings("L5") == []


def test_the_same_return_takes_back_once():
    order = club.bought(pieces=2)
    club.paid_back(order)
    earning.take_back(order=order)

    assert club.kept(order) == (476, 238)


def test_a_cancelled_order_leaves_nothing():
    order = club.bought(pieces=2)
    lifecycle.cancel(order=order, refund=True)
    earning.take_back(order=order)

    assert club.kept(order) == (476, 476)
    assert club.figures(order.user) == (0, 0, 0)


def test_what_was_spent_already_is_owed():
    order = club.bought(pieces=2)
    club.arrived(order)
    earning.settle(order=order)
    points.spend(user=order.user, points=400, reference="elsewhere")
    tenders.give_back(order=order, amount=Decimal(238), reference="goodwill:1")
    earning.take_back(order=order)

    assert club.kept(order) == (476, 238)
    assert club.figures(order.user) == (0, 0, 162)
    assert sum(order.user.qualifying.values_list("spend", flat=True)) == 238
    assert findings("L5") == []


def test_money_sent_back_without_a_return_takes_its_share_of_each_line_once_it_is_back():
    order = club.bought(way="ship")
    refunds.refund(payment=order.tenders.get().payment, amount=Decimal(125), reference="staff:1", reason="")
    earning.take_back(order=order)
    assert club.kept(order) == (238, 0)

    Refund.objects.update(state="done")
    earning.take_back(order=order)
    assert club.kept(order) == (238, 119)


def test_what_is_paid_back_of_a_replacement_is_taken_of_what_was_bought():
    order = club.bought()
    line = order.lines.get()
    other = factories.variant(product=line.variant.product, stock={line.fulfilment.store: 1})
    from orders.returns import services as returns
    from orders.returns.rules import Piece

    row = returns.ask(
        order=order, pieces=[Piece(line, 1, other)], kind="exchange", reason="changed_mind", key="one"
    )
    made = factories.fresh(row).replacement
    earning.take_back(order=order)
    assert (earning.earn(order=made), club.kept(order)) == (None, (238, 0))

    lifecycle.cancel(order=made, refund=True)
    earning.take_back(order=made)
    assert club.kept(order) == (238, 238)


@BUSY
@given(
    bases=st.lists(st.decimals(0, 3000, places=2), min_size=1, max_size=4),
    rates=st.lists(st.decimals(0, 5, places=4), min_size=4, max_size=4),
    shares=st.lists(st.decimals(0, 1, places=3), min_size=4, max_size=4),
)
def test_what_is_kept_is_never_more_than_what_was_earned_and_all_gone_is_nothing(bases, rates, shares):
    lines = [EarningLine(base=base, rate=rate) for base, rate in zip(bases, rates, strict=False)]
    whole = earning.kept(lines)
    for line, share in zip(lines, shares, strict=False):
        line.gone = (line.base * share).quantize(Decimal("0.01"))
    some = earning.kept(lines)
    for line in lines:
        line.gone = line.base

    assert 0 <= some <= whole
    assert earning.kept(lines) == 0
