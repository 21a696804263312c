"""A paid order earns by each line's rate, rounded down once; points wait for the end of the return window."""

from decimal import Decimal

import pytest
from django.utils import timezone

from members.lots.models import PointsCampaign, PointsLot, PointsProgramme
from minishop.events.models import Event
from orders.earning import services as earning
from orders.earning import tasks
from orders.earning.models import OrderEarning
from orders.lifecycle import services as lifecycle
from tests import factories
from tests.orders.benefits import own
from tests.orders.earning import club

pytestmark = pytest.mark.django_db


def test_a_paid_order_earns_once_and_the_points_wait():
    order = club.bought()
    earning.earn(order=order)

    assert club.kept(order) == (238, 0)
    assert club.figures(order.user) == (0, 238, 0)
    assert PointsLot.objects.get().source == order.reference


def test_what_coupons_take_off_earns_nothing():
    user = factories.member()
    own.coupon(user, off=38)
    order = own.bought(user)
    earning.earn(order=order)

    assert club.kept(order) == (200, 0)


def test_delivery_earns_nothing():
    order = club.bought(way="ship")

    assert (order.shipping_total, club.kept(order)) == (12, (238, 0))


def test_each_line_earns_by_its_own_rate_and_the_sum_is_rounded_down_once():
    PointsProgramme.objects.create(starts_at=timezone.now(), per_unit=Decimal("0.05"))
    house, user = factories.store(), factories.member()
    one, two = (factories.variant(price=price, stock={house: 3}) for price in (13, 11))
    campaign = PointsCampaign.objects.create(name="Twice", multiplier=2, starts_at=timezone.now())
    campaign.products.add(two.product)
    order = factories.place(factories.cart((one, 1, house), (two, 1, house), user=user))
    lifecycle.settle(factories.captured(order))
    earning.earn(order=order)

    assert [line.rate for line in order.earning.lines.order_by("pk")] == [Decimal("0.05"), Decimal("0.1")]
    assert club.kept(order) == (1, 0)  # 0.65 + 1.1


def test_nothing_is_earned_by_guests_and_staff():
    guest, staff = factories.order(), factories.order(user=factories.staff())

    assert [earning.earn(order=order) for order in (guest, staff)] == [None, None]
    assert not OrderEarning.objects.exists()


def test_an_unpaid_order_earns_nothing():
    assert earning.earn(order=factories.order(paid=False, user=factories.member())) is None


def test_a_guests_order_earns_once_it_is_a_members():
    order = factories.order()
    order.user = factories.member()
    order.save()

    assert earning.earn(order=order).points == 238


def test_what_points_paid_earns_nothing():
    user = own.rich(10_000)
    order = factories.order(paid=False, user=user, way="ship")
    from orders.tenders import services as tenders

    tenders.hold(order=order, code="points", amount=Decimal(50))
    lifecycle.settle(factories.captured(order, amount=tenders.due(order).amount))
    earning.earn(order=order)

    assert order.total == 250
    assert order.earning.spend == Decimal("190.40")  # ¥238 less its ¥47.60 of the ¥50
    assert club.kept(order) == (190, 0)


def test_the_sweep_earns_what_a_lost_message_forgot():
    order = factories.order(user=factories.member())
    for _ in range(2):
        tasks.earn_the_forgotten()

    assert club.kept(order) == (238, 0)


def test_what_is_past_its_return_window_can_be_spent_and_counts():
    order = club.bought()
    club.arrived(order, days=8)
    for _ in range(2):
        tasks.settle_earnings()

    assert club.figures(order.user) == (238, 0, 0)
    assert list(order.user.qualifying.values_list("reference", "spend", "points", "at")) == [
        (order.reference, 238, 238, order.placed_at)
    ]
    assert Event.objects.filter(name="order.kept").count() == 1


def test_within_the_return_window_it_waits():
    order = club.bought()
    club.arrived(order, days=6)
    tasks.settle_earnings()

    assert earning.settle(order=order) is False
    assert club.figures(order.user) == (0, 238, 0)


def test_while_something_is_asked_back_it_waits(settings):
    settings.RETURN_AUTO_LIMIT = 0
    order = club.bought(pieces=2)
    order.lines.update(sent=2)
    club.arrived(order, days=6)
    from tests.orders.returns import asking

    asking.ask(order)
    order.fulfilments.update(done_at=timezone.now() - timezone.timedelta(days=9))

    assert earning.settle(order=order) is False
