"""A coupon is had within its limits, by whom it is for, once for each key."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import Coupon, CouponDay, CouponHolder, IssuedCoupon, NotClaimable
from members.lots.models import NotEnoughPoints
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import Tier
from minishop.events.models import Event
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def claim(user, coupon, key="tap"):
    return coupons.claim(user=user, coupon=coupon, key=key)


def refused(user, coupon, key="another"):
    """Why the coupon is not to be had; nothing has moved."""
    before = counters(coupon)
    with pytest.raises(NotClaimable) as problem:
        claim(user, coupon, key)
    assert counters(coupon) == before
    return problem.value.why


def counters(coupon):
    of_days = list(CouponDay.objects.filter(coupon=coupon).values_list("day", "claimed"))
    of_members = list(CouponHolder.objects.filter(coupon=coupon).values_list("user", "claimed"))
    return factories.fresh(coupon).claimed, of_days, of_members, coupon.issued.count()


def test_the_member_has_it_and_it_is_counted_three_times(wen):
    coupon = factories.coupon()

    row = claim(wen, coupon)

    assert (row.user, row.state, row.source) == (wen, "ready", f"claim:{wen.pk}:tap")
    assert counters(coupon) == (1, [(row.day, 1)], [(wen.pk, 1)], 1)
    told = Event.objects.get(name="coupon.issued")
    assert told.data == {"coupon": coupon.pk, "member": wen.pk, "by": "claim"}


def test_the_same_key_claims_once(wen):
    coupon = factories.coupon(per_member=None)

    assert claim(wen, coupon) == claim(wen, coupon)

    assert factories.fresh(coupon).claimed == 1


def test_a_long_key_is_a_key(wen):
    coupon = factories.coupon()
    assert claim(wen, coupon, "k" * 500) == claim(wen, coupon, "k" * 500)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"is_on": False}, "off"),
        ({"starts_at": timezone.now() + timedelta(hours=1)}, "early"),
        ({"ends_at": timezone.now() - timedelta(hours=1)}, "over"),
        ({"claim_limit": 0}, "gone"),
        ({"per_day": 0}, "day"),
        ({"per_member": 0}, "member"),
        ({"way": "staff"}, "way"),
    ],
)
def test_what_can_not_be_had_says_why(wen, facts, why):
    assert refused(wen, factories.coupon(**facts)) == why


def test_limits_in_all_for_each_member_and_for_each_day(wen):
    others = [factories.member() for _ in range(2)]
    in_all, each, daily = (
        factories.coupon(**limit) for limit in ({"claim_limit": 1}, {"per_member": 1}, {"per_day": 1})
    )
    for coupon in (in_all, each, daily):
        claim(wen, coupon)

    assert refused(others[0], in_all) == "gone"
    assert refused(wen, each) == "member"
    assert refused(others[0], daily) == "day"
    claim(others[1], each)


def test_when_all_are_gone_whoever_has_one_still_finds_it(wen):
    coupon = factories.coupon(claim_limit=1)
    row = claim(wen, coupon)

    assert claim(wen, coupon) == row
    assert refused(wen, coupon) == "gone"


def test_tomorrow_there_are_more(wen):
    coupon = factories.coupon(per_day=1, per_member=None)
    row = claim(wen, coupon)
    yesterday = row.day - timedelta(days=1)
    IssuedCoupon.objects.update(day=yesterday)
    CouponDay.objects.update(day=yesterday)

    assert claim(wen, coupon, "next").day == row.day


def test_it_is_for_members_of_its_tiers(wen):
    lowest = tiers.base()
    sand = Tier.objects.create(code="sand", name="Sand", rank=7, threshold=1000)
    everybodys, theirs = factories.coupon(tiers=[lowest]), factories.coupon(tiers=[sand])

    claim(wen, everybodys)
    assert refused(wen, theirs) == "tier"
    tiers.place(user=wen, tier=sand, actor=None, why="staff")
    claim(wen, theirs)


def test_it_lasts_so_many_days_but_not_beyond_its_end(wen):
    soon = timezone.now() + timedelta(days=2)

    short = claim(wen, factories.coupon(days=7, ends_at=soon))
    long = claim(wen, factories.coupon(days=7))

    assert short.ends_at == soon
    assert long.ends_at - long.starts_at == timedelta(days=7)
    assert claim(wen, factories.coupon()).ends_at is None


@pytest.mark.parametrize("facts", [{"is_staff": True}, {"is_active": False}, {"erased_at": timezone.now()}])
def test_staff_the_closed_and_the_erased_get_none(facts):
    user = factories.member(**facts)
    assert refused(user, factories.coupon()) == "person"


def test_of_a_joined_account_the_other_has_it(wen):
    gone = factories.member()
    User.objects.filter(pk=gone.pk).update(merged_into=wen, is_active=False)

    assert claim(gone, factories.coupon()).user == wen


def test_staff_give_it_to_any_tier_and_before_its_time_but_not_beyond_its_limits(wen):
    sand = Tier.objects.create(code="sand", name="Sand", rank=7, threshold=1000)
    begins = timezone.now() + timedelta(days=1)
    coupon = factories.coupon(way="staff", tiers=[sand], starts_at=begins, days=3, claim_limit=1)

    row = factories.issued(wen, coupon)

    assert (row.starts_at, row.ends_at) == (begins, begins + timedelta(days=3))
    with pytest.raises(NotClaimable, match="gone"):
        factories.issued(factories.member(), coupon)


def test_a_source_issues_once(wen):
    coupon = factories.coupon(way="auto", per_member=None)
    rows = {coupons.issue(coupon=coupon, user=wen, source="birthday:2026") for _ in range(2)}
    assert len(rows) == 1


def test_it_is_bought_for_its_points_once_for_each_key(wen):
    points.grant(user=wen, points=300, reason="goodwill", key="k")
    coupon = factories.coupon(way="points", points_price=200, per_member=None)

    rows = {coupons.buy(user=wen, coupon=coupon, key="tap") for _ in range(2)}

    assert len(rows) == 1
    assert points.figures(wen).free == 100
    with pytest.raises(NotEnoughPoints):
        coupons.buy(user=wen, coupon=coupon, key="again")
    assert factories.fresh(coupon).claimed == 1


def test_points_stay_where_the_coupon_is_gone(wen):
    points.grant(user=wen, points=300, reason="goodwill", key="k")
    coupon = factories.coupon(way="points", points_price=200, claim_limit=0)

    with pytest.raises(NotClaimable, match="gone"):
        coupons.buy(user=wen, coupon=coupon, key="tap")
    with pytest.raises(NotClaimable, match="way"):
        coupons.buy(user=wen, coupon=factories.coupon(), key="tap")

    assert points.figures(wen).free == 300
    assert not Coupon.objects.filter(claimed__gt=0).exists()


def test_what_staff_change_leaves_the_counters_alone(wen):
    opened = factories.coupon()
    claim(wen, opened)

    opened.title = "Another"
    opened.save()

    coupon = factories.fresh(opened)
    assert (coupon.title, coupon.claimed) == ("Another", 1)


def test_whoever_buys_is_locked_before_their_points_as_in_a_check_in(wen):
    points.grant(user=wen, points=300, reason="goodwill", key="k")
    coupon = factories.coupon(way="points", points_price=100)

    with CaptureQueriesContext(connection) as seen:
        coupons.buy(user=wen, coupon=coupon, key="tap")

    locks = [one["sql"] for one in seen if one["sql"].endswith("FOR NO KEY UPDATE")]
    assert ["members_user" in locks[0].split("FROM")[1], "pointsaccount" in locks[1]] == [True, True]
