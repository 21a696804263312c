"""One receipt at two tills; one coupon, and points, at the till and elsewhere at once."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError

from members.coupons import services as coupons
from members.coupons.models import IssuedCoupon, NotUsable
from members.lots.models import NotEnoughPoints
from members.points import services as points
from minishop import audit
from orders.purchases import services as purchases
from orders.purchases.models import CodeUsed, Purchase, ReceiptUsed
from tests import factories
from tests.orders.purchases.till import bought, coupon_of, points_of

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(answers) -> set[str]:
    return {type(answer).__name__ for answer in answers}


def two_tills(race, **told):
    """What two clerks are told who type one receipt for two members."""
    house = factories.store()
    clerks = [factories.staff(store=house) for _ in range(2)]
    members = [factories.member() for _ in range(2)]
    receipt = uuid4().hex
    return race(2, lambda i: bought(members[i], house, clerks[i], receipt=receipt, nonce=uuid4().hex))


def test_one_receipt_at_two_tills_counts_once(race):
    for _ in range(3):
        assert kinds(two_tills(race)) == {Purchase.__name__, ReceiptUsed.__name__}


def test_without_the_lock_only_the_index_refuses_the_second(race, until, monkeypatch):
    """Guard off: no till waits for the other. The damage: an exception of the index in place of a reason."""
    monkeypatch.setattr(purchases, "_in_turn", lambda _store, _receipt: None)
    assert until(lambda: IntegrityError.__name__ in kinds(two_tills(race)))


def test_one_coupon_and_one_code_at_the_till_and_in_an_order_are_used_once(race):
    for _ in range(3):
        house, wen = factories.store(), factories.member()
        clerk, issued = factories.staff(store=house), coupon_of(wen)
        told = {"amount": Decimal(1200), "issued": issued, "code": uuid4().hex}

        def use(i, wen=wen, house=house, clerk=clerk, issued=issued, told=told):
            if i == 2:
                return coupons.reserve(issued=issued, reference="order:1")
            return bought(wen, house, clerk, nonce=uuid4().hex, **told)

        answers = race(3, use)
        winners = [each for each in answers if isinstance(each, Purchase | IssuedCoupon)]
        assert len(winners) == 1
        assert kinds(answers) <= {"Purchase", "IssuedCoupon", CodeUsed.__name__, NotUsable.__name__}
        assert Purchase.objects.filter(member=wen).count() == sum(isinstance(w, Purchase) for w in winners)


def test_points_at_the_till_and_online_are_spent_once(race):
    house, wen = factories.store(), factories.member()
    clerk = factories.staff(store=house)
    points_of(wen, 1000)

    def spend(i):
        if i % 2:
            return points.spend(user=wen, points=400, reference=f"online:{i}")
        return bought(wen, house, clerk, points=400, receipt=f"R{i}", nonce=uuid4().hex, code=uuid4().hex)

    answers = race(6, spend)
    assert sum(isinstance(each, NotEnoughPoints) for each in answers) == 4
    assert points.figures(wen).free == 200
    assert all(result.is_clean for result in audit.run("L1", "L2", "L3", "Q1.purchase", "Q1.receipt"))
