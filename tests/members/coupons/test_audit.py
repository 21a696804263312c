"""One record is broken on purpose, and its row of the audit fires."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.couponcodes import services as couponcodes
from members.couponcodes.models import CouponBatch, CouponCode
from members.coupongifts import services as gifts
from members.coupongifts.models import CouponGift
from members.coupons import services as coupons
from members.coupons.models import Coupon, CouponDay, CouponHolder, IssuedCoupon
from minishop import events
from tests import factories
from tests.corruption import corrupt, drop_constraint, findings

pytestmark = pytest.mark.django_db
ROWS = ("C1", "C2", "C4", "C5", "O3")


@pytest.fixture(autouse=True)
def offer(wen):
    """One coupon used, one on its way to a friend, one that a friend took, two codes of which one gave."""
    offer = factories.coupon(way="code", per_member=3, per_day=4, claim_limit=4, can_be_given=True)
    used, offered, given = (factories.issued(wen, offer) for _ in range(3))
    coupons.use(reference="order:1", issued=used)
    gifts.offer(issued=offered, user=wen)
    gifts.take(secret=gifts.offer(issued=given, user=wen), user=factories.member())
    couponcodes.generate(coupon=offer, quantity=2)
    events.sweep()
    code = CouponCode.objects.order_by("pk")[0].code
    couponcodes.redeem_code(code=code, user=factories.member(), asker="192.0.2.1")
    assert [findings(row) for row in ROWS] == [[]] * len(ROWS)
    return offer


def test_C1_fires_when_more_were_claimed_than_there_are(offer):
    Coupon.objects.filter(pk=offer.pk).update(claimed=3)
    assert [(row["what"], row["counted"], row["there"]) for row in findings("C1")] == [("claimed", 3, 4)]


def test_C1_fires_when_more_were_used_than_there_are(offer):
    Coupon.objects.filter(pk=offer.pk).update(used=2)
    assert [(row["what"], row["counted"], row["there"]) for row in findings("C1")] == [("used", 2, 1)]


def test_C1_fires_when_a_day_counts_another_number():
    CouponDay.objects.update(claimed=3)
    assert [(row["counted"], row["there"]) for row in findings("C1")] == [(3, 4)]


def test_C1_fires_when_a_members_coupon_is_counted_by_nobody(wen):
    CouponHolder.objects.filter(user=wen).delete()
    assert [(row["what"], row["counted"], row["there"]) for row in findings("C1")] == [(f"of {wen.pk}", 0, 3)]


@pytest.mark.parametrize(
    ("limit", "what"), [({"per_day": 3}, "on"), ({"per_member": 2}, "of"), ({"claim_limit": 3}, "in all")]
)
def test_C2_fires_when_more_were_had_than_the_limit_allows(offer, limit, what):
    drop_constraint("members_coupon", "coupon_claims_within")
    Coupon.objects.filter(pk=offer.pk).update(**limit)
    assert [row["what"].startswith(what) for row in findings("C2")] == [True]


def test_C2_fires_when_more_were_used_than_had(offer):
    drop_constraint("members_coupon", "coupon_used_within")
    Coupon.objects.filter(pk=offer.pk).update(used=5)
    assert [row["what"] for row in findings("C2")] == ["used"]


def test_C4_fires_when_an_offered_coupon_has_no_open_gift():
    CouponGift.objects.filter(taken_at=None).update(recalled_at=timezone.now())
    assert [(row["state"], row["open"]) for row in findings("C4")] == [("offered", 0)]


def test_C4_fires_when_a_gift_is_open_though_its_coupon_is_not_offered():
    IssuedCoupon.objects.filter(state="offered").update(state="ready")
    assert [(row["state"], row["open"]) for row in findings("C4")] == [("ready", 1)]


def test_C4_fires_when_a_coupon_outlives_its_time(wen):
    past = timezone.now() - timedelta(hours=1)
    IssuedCoupon.objects.filter(state="ready", user=factories.issued(wen).user).update(ends_at=past)
    assert [row["what"] for row in findings("C4")] == ["overdue"]


def test_C5_fires_when_a_batch_says_it_made_more():
    drop_constraint("members_couponbatch", "batch_within")
    CouponBatch.objects.update(made=3)
    assert [(row["made"], row["there"]) for row in findings("C5")] == [(3, 2)]


def test_C5_fires_when_a_code_gave_anothers_coupon(wen):
    CouponCode.objects.filter(issued=None).update(issued=factories.issued(wen))
    assert [row["code"] is not None for row in findings("C5")] == [True]


def test_O3_fires_when_a_coupon_stands_where_no_event_brought_it():
    corrupt("UPDATE members_issuedcoupon SET state = 'revoked', used_for = '' WHERE state = 'used'")
    assert [(row["after"], row["stands"]) for row in findings("O3")] == [("used", "revoked")]
