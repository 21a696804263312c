"""A coupon is one order's at a time: reserved, used, free again by rule, taken again by late money."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.coupons import services as coupons
from members.coupons.models import IssuedCoupon, NotUsable
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]
HERE, THERE = "order:1", "order:2"


@pytest.fixture
def row(wen):
    return factories.issued(wen)


def reserve(row, reference=HERE):
    return coupons.reserve(issued=row, reference=reference)


def stands(row):
    row = factories.fresh(row)
    return row.state, row.used_for, row.coupon.used


def refused(verb, row, **told):
    before = stands(row)
    with pytest.raises(NotUsable) as problem:
        verb(issued=row, **told)
    assert stands(row) == before
    return problem.value.why


def test_it_is_reserved_for_one_order(row):
    reserve(row)
    reserve(row)

    assert stands(row) == ("reserved", HERE, 0)
    assert refused(coupons.reserve, row, reference=THERE) == "reserved"


def test_what_was_reserved_is_used_once(row, wen):
    other = reserve(factories.issued(wen))
    reserve(row)

    for _ in range(2):
        used = coupons.use(reference=HERE)
        assert {each.pk for each in used} == {row.pk, other.pk}

    assert stands(row) == ("used", HERE, 1)
    assert factories.fresh(row).used_at
    assert refused(coupons.reserve, row, reference=THERE) == "used"


def test_at_a_counter_it_is_used_at_once(row):
    coupons.use(reference="purchase:3", issued=row)
    coupons.use(reference="purchase:3", issued=row)

    assert stands(row) == ("used", "purchase:3", 1)
    assert refused(coupons.use, row, reference="purchase:4") == "used"


def test_an_order_that_is_over_gives_it_back(row):
    for step in (lambda: reserve(row), lambda: coupons.use(reference=HERE, issued=row)):
        step()
        coupons.release(reference=HERE)
        coupons.release(reference=HERE)
        assert stands(row) == ("ready", "", 0)
    assert factories.fresh(row).used_at is None


def test_by_rule_what_was_used_does_not_come_back(wen):
    row = factories.issued(wen, returns_on_cancel=False)
    reserve(row)
    coupons.release(reference=HERE)
    assert stands(row) == ("ready", "", 0)

    coupons.use(reference=HERE, issued=row)
    coupons.release(reference=HERE)
    assert stands(row) == ("expired", "", 0)


def test_what_comes_back_after_its_time_has_expired(row, ended):
    reserve(row)
    ended(row)
    coupons.use(reference=HERE)
    coupons.release(reference=HERE)

    assert stands(row) == ("expired", "", 0)


def test_late_money_takes_it_again_even_after_its_time(row, ended):
    reserve(row)
    ended(row)
    coupons.release(reference=HERE)

    for _ in range(2):
        coupons.take_again(reference=HERE, issued=row)

    assert stands(row) == ("reserved", HERE, 0)
    assert coupons.use(reference=HERE) == [row]


def test_late_money_does_not_take_it_from_another_order(row):
    reserve(row)
    coupons.release(reference=HERE)
    reserve(row, THERE)

    assert refused(coupons.take_again, row, reference=HERE) == "reserved"


def test_its_time_has_to_have_come_and_not_gone(row, ended):
    later = timezone.now() + timedelta(hours=1)
    early = factories.issued(starts_at=later)
    ended(row)

    assert refused(coupons.reserve, row, reference=HERE) == "over"
    assert refused(coupons.reserve, early, reference=HERE) == "early"


def test_staff_take_it_back_while_no_order_has_it(row, wen):
    reserved = reserve(factories.issued(wen))

    for _ in range(2):
        coupons.revoke(issued=row, actor=None, why="A mistake of ours")

    assert stands(row) == ("revoked", "", 0)
    assert refused(coupons.reserve, row, reference=HERE) == "revoked"
    assert refused(coupons.revoke, reserved) == "reserved"
    assert IssuedCoupon.objects.filter(state="ready").count() == 0
