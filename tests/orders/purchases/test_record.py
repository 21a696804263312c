"""A receipt counts once: it earns on what was paid with money, and takes points and a coupon with it."""

from decimal import Decimal

import pytest

from members.coupons.models import IssuedCoupon
from members.lots.models import NotEnoughPoints, PointsLot
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import QualifyingFact
from minishop.events.models import Event
from minishop.money import Money
from orders.purchases.models import CodeUsed, NotTaken, Purchase, PurchaseNonceReused, ReceiptUsed
from orders.purchases.rules import most
from tests import factories
from tests.orders.purchases.till import bought, coupon_of, points_of

pytestmark = pytest.mark.django_db


def test_what_was_paid_earns_when_the_pieces_can_no_longer_come_back_and_counts_at_once(wen, house, clerk):
    made = bought(wen, house, clerk)
    assert (made.earned, made.paid) == (1200, 1200)
    lot = PointsLot.objects.get(kind="purchase", source=made.reference)
    assert (lot.earned, lot.settled_at, (lot.settles_at - made.at).days) == (1200, None, 7)
    fact = QualifyingFact.objects.get(reference=made.reference)
    assert (fact.user, fact.spend, fact.points) == (wen, 1200, 1200)
    assert Event.objects.get(name="purchase.made").data == {"member": wen.pk}


def test_without_a_return_window_points_are_free_at_once(wen, house, clerk, settings):
    settings.RETURN_DAYS = 0
    bought(wen, house, clerk)
    assert points.figures(wen).free == 1200


def test_points_pay_a_part_after_the_coupon_and_neither_earns(wen, house, clerk):
    points_of(wen, 5000)
    issued = coupon_of(wen)
    made = bought(wen, house, clerk, points=1000, issued=issued)
    assert (made.coupon_amount, made.points_amount, made.paid) == (80, 10, 1110)
    assert (made.earned, points.figures(wen).free) == (1110, 4000)
    issued.refresh_from_db()
    assert (issued.state, issued.used_for) == ("used", made.reference)
    assert tiers.of(wen).figure == 1110


def test_no_point_is_taken_for_less_than_a_coin(wen, house, clerk):
    from members.lots.models import PointsProgramme

    PointsProgramme.objects.create(starts_at="2020-01-01T00:00Z", worth=300, floor=1)
    points_of(wen)
    made = bought(wen, house, clerk, points=100)
    assert (made.points, made.points_amount) == (99, Decimal("0.33"))


def test_pressed_twice_it_is_one_purchase(wen, house, clerk):
    told = {"receipt": "T-1", "nonce": "same", "code": "same"}
    assert bought(wen, house, clerk, **told) == bought(wen, house, clerk, **told)
    assert PointsLot.objects.count() == 1
    with pytest.raises(PurchaseNonceReused):
        bought(wen, house, clerk, **told | {"amount": Decimal(99)})


def nothing_moved(wen) -> bool:
    rows = Purchase.objects.count(), PointsLot.objects.filter(kind="purchase").count()
    return rows == (0, 0) and not IssuedCoupon.objects.filter(state="used").exists()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"receipt": "  "}, "receipt"),
        ({"points": 99}, "floor"),
        ({"points": 60_100}, "cap"),
        ({"points": 500, "code": None}, "no_code"),
    ],
)
def test_what_cannot_be_taken_moves_nothing(wen, house, clerk, told, why):
    points_of(wen, 200_000)
    with pytest.raises(NotTaken) as refusal:
        bought(wen, house, clerk, **told)
    assert refusal.value.why == why
    assert nothing_moved(wen)


def test_more_points_than_there_are_move_nothing(wen, house, clerk):
    points_of(wen, 500)
    with pytest.raises(NotEnoughPoints):
        bought(wen, house, clerk, points=600)
    assert nothing_moved(wen)
    assert most(wen, Money(Decimal(1200), "CNY")) == (500, Decimal(5))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"threshold": 1201}, "threshold"),
        ({"kind": "delivery", "value": 0}, "not_here"),
        ({"currency": "USD"}, "not_here"),
        ({"full_price_only": True}, "covered"),
    ],
)
def test_a_coupon_that_does_not_fit_moves_nothing(wen, house, clerk, fields, why):
    with pytest.raises(NotTaken) as refusal:
        bought(wen, house, clerk, issued=coupon_of(wen, **fields))
    assert refusal.value.why == why
    assert nothing_moved(wen)


def test_a_coupon_for_some_pieces_is_taken_when_staff_saw_them(wen, house, clerk):
    issued = coupon_of(wen, full_price_only=True)
    assert bought(wen, house, clerk, issued=issued, covered=True).coupon_amount == 80


def test_a_percentage_takes_off_no_more_than_its_cap(wen, house, clerk):
    issued = coupon_of(wen, kind="percent", value=10, cap=100)
    assert bought(wen, house, clerk, issued=issued).coupon_amount == 100
    again = coupon_of(wen, kind="percent", value=5, cap=100)
    assert bought(wen, house, clerk, issued=again).coupon_amount == 60


def test_somebody_elses_coupon_is_refused(wen, house, clerk):
    with pytest.raises(NotTaken):
        bought(wen, house, clerk, issued=coupon_of(factories.member()))
    assert nothing_moved(wen)


def test_a_receipt_counts_once_in_a_house_however_it_is_typed(wen, house, clerk):
    first = bought(wen, house, clerk, receipt="a 17")
    with pytest.raises(ReceiptUsed) as refusal:
        bought(factories.member(), house, clerk, receipt=" A  17 ")
    assert refusal.value.purchase == first
    assert bought(wen, factories.store(), clerk, receipt="A 17")
    assert Purchase.objects.count() == 2


def test_one_code_is_worth_one_purchase(wen, house, clerk):
    bought(wen, house, clerk, code="one")
    with pytest.raises(CodeUsed):
        bought(wen, house, clerk, code="one")
    assert Purchase.objects.count() == 1


def test_staff_earn_nothing(house, clerk):
    with pytest.raises(NotTaken):
        bought(clerk, house, clerk)
    assert not Purchase.objects.exists()
