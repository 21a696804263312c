"""Points pay a part of an order: at a rate, from a floor on, up to a cap; and come back to their lots."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.lots.models import PointsProgramme, PointsSpend
from members.lots.undoing import PointsReturn
from members.points import services as points
from orders.lifecycle import services as lifecycle
from orders.tenders import services as tenders
from orders.tenders.models import NotHeld
from tests import factories
from tests.corruption import corrupt, findings

pytestmark = pytest.mark.django_db
ROWS = ("L1", "L2", "L3", "L6", "L7", "L9", "O2", "P1", "T1", "T2", "T3")


def rules(**told):
    return PointsProgramme.objects.create(starts_at=timezone.now() - timedelta(days=1), **told)


def having(number, **told):
    """An unpaid order of ¥238 whose member has so many points; a hundred are worth ¥1."""
    rules(**{"worth": 100, "floor": 100, "cap_percent": 50} | told)
    order = factories.order(paid=False, user=factories.member())
    points.earn(user=order.user, points=number, kind="grant", source="gift:1")
    return order


def purse(order):
    there = points.figures(order.user)
    return there.free, there.held


def hold(order, amount=None):
    return tenders.hold(order=order, code="points", amount=amount and Decimal(amount))


def paid(order):
    lifecycle.settle(factories.captured(order, amount=tenders.due(order).amount))
    order.refresh_from_db()
    return order


@pytest.fixture
def books():
    yield
    assert {code: rows for code in ROWS if (rows := findings(code))} == {}


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("number", "told", "amount"),
    [
        (5000, {}, "50"),
        (50000, {}, "119"),
        (99, {}, None),
        (100, {}, "1"),
        (5000, {"cap_percent": 10}, "23.80"),
        (5000, {"cap_percent": 0}, None),
        (5001, {"worth": 3, "cap_percent": 100}, "238"),
        (100, {"worth": 3}, "33.33"),
    ],
)
def test_what_is_offered_is_within_floor_and_cap(number, told, amount):
    order = having(number, **told)

    offers = [offer.amount for offer in tenders.offered(order)]

    assert offers == ([Decimal(amount)] if amount else [])


@pytest.mark.usefixtures("books")
def test_what_they_pay_rounds_the_points_up():
    order = having(100, worth=3, floor=1)

    hold(order, "0.50")

    assert (PointsSpend.objects.get().points, purse(order), tenders.due(order).amount) == (
        2, (98, 2), Decimal("237.50"),
    )  # fmt: skip


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("amount", ["119.01", "0.99", "50.01"])
def test_over_the_cap_below_the_floor_or_beyond_what_there_is_nothing_is_held(amount):
    order = having(50000 if amount == "119.01" else 5000)

    with pytest.raises(NotHeld):
        hold(order, amount)

    assert (order.tenders.exists(), PointsSpend.objects.exists()) == (False, False)


@pytest.mark.usefixtures("books")
def test_held_again_with_another_amount_they_count_towards_their_own_cap():
    order = having(12000)
    hold(order, "119")
    assert [offer.amount for offer in tenders.offered(order)] == [119]

    hold(order, "20")

    assert (purse(order), order.tenders.get().held) == ((10000, 2000), 2)


@pytest.mark.usefixtures("books")
def test_points_credit_and_a_gateway_pay_one_order_and_it_goes_back_in_their_order():
    order = having(5000)
    factories.credit(order.user, 100)
    hold(order, "50")
    tenders.hold(order=order, code="store-credit")
    paid(order)

    parts = tenders.give_back(order=order, amount=Decimal(200), reference="return:1")

    assert [(part.tender.kind, part.amount) for part in parts] == [
        ("gateway", 88), ("points", 50), ("store-credit", 62),
    ]  # fmt: skip
    assert purse(order) == (5000, 0)


@pytest.mark.usefixtures("books")
def test_part_by_part_the_points_come_back_whole():
    order = having(1000, worth=3, floor=1, cap_percent=100)
    hold(order, "1")
    paid(order)
    tenders.give_back(order=order, amount=Decimal(237), reference="return:0")

    for n in range(4):
        tenders.give_back(order=order, amount=Decimal("0.25"), reference=f"return:{n + 1}")

    assert list(PointsReturn.objects.order_by("pk").values_list("points", flat=True)) == [0, 1, 1, 1]
    assert purse(order) == (1000, 0)


@pytest.mark.usefixtures("books")
def test_a_payment_that_failed_frees_them_and_late_money_holds_them_again():
    order = having(5000)
    hold(order, "50")
    lifecycle.let_go(factories.payment(order, amount=188, state="failed"))
    assert purse(order) == (5000, 0)

    assert lifecycle.settle(factories.captured(order, amount=188)).outcome == "paid"

    assert purse(order) == (0, 0)


@pytest.fixture
def order():
    order = having(5000)
    hold(order, "50")
    return order


def test_T2_fires_when_other_points_are_held_than_the_order_says(order):
    order.tenders.update(amount=60)

    assert [(row["code"], row["booked"], row["tendered"]) for row in findings("T2")] == [("points", 50, 60)]


def test_T2_fires_when_a_use_is_over_and_the_order_still_holds(order):
    points.release(reference=order.tenders.get().holding)

    assert [(row["booked"], row["tendered"]) for row in findings("T2")] == [(0, 50)]


def test_T3_fires_when_a_spend_or_what_came_back_says_another_amount(order):
    paid(order)
    tenders.give_back(order=order, amount=Decimal(238), reference="return:1")
    assert findings("T3") == []

    corrupt("UPDATE members_pointsspend SET amount = 51")
    corrupt("UPDATE members_pointsreturn SET amount = 49")

    told = [(row["what"], row["owed"], row["posted"]) for row in findings("T3")]
    assert sorted(told) == [("given back", 50, 49), ("spent", 50, 51)]
