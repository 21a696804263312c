"""Coupons expire by a sweep, their members are told before, and some are issued by themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.coupongifts import services as gifts
from members.coupongifts.models import CouponGift
from members.coupons import services as coupons
from members.coupons.models import IssuedCoupon
from members.tiers import services as tiers
from members.tiers.models import Tier
from minishop import events, schedule
from minishop.events.models import Event
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def test_what_is_over_expires_and_is_told(wen, ended):
    over, other = factories.issued(wen), factories.issued(wen)
    ended(over)

    assert (coupons.expire_due(), coupons.expire_due()) == (1, 0)

    assert [factories.fresh(row).state for row in (over, other)] == ["expired", "ready"]
    told = Event.objects.get(name="coupon.expired")
    assert told.data == {
        "column": "state", "from": "ready", "to": "expired", "coupon": over.coupon_id, "member": wen.pk,
    }  # fmt: skip


def test_what_is_on_its_way_to_a_friend_expires_with_its_link(wen, ended):
    row = factories.issued(wen, can_be_given=True)
    gifts.offer(issued=row, user=wen)
    ended(row)

    coupons.expire_due()

    assert factories.fresh(row).state == "expired"
    assert CouponGift.objects.get().recalled_at


def test_what_an_order_has_does_not_expire(wen, ended):
    row = factories.issued(wen)
    coupons.reserve(issued=row, reference="order:1")
    ended(row)

    assert coupons.expire_due() == 0


def test_the_sweep_goes_through_any_number_in_batches(wen, ended):
    offer = factories.coupon(per_member=None)
    ended(*[factories.issued(wen, offer) for _ in range(5)])

    assert coupons.expire_due(limit=2) == 5


def test_beat_expires_what_is_over(wen, ended):
    ended(row := factories.issued(wen))
    schedule.run(schedule.sweeps["members.coupons.tasks.expire_coupons"])
    assert factories.fresh(row).state == "expired"


def ends_in(days, user, **facts):
    row = factories.issued(user, **facts)
    IssuedCoupon.objects.filter(pk=row.pk).update(ends_at=timezone.now() + timedelta(days=days))
    return row


def test_members_are_told_once_of_all_that_ends_soon(wen):
    later, sooner = ends_in(2.5, wen), ends_in(1, wen)
    ends_in(4, wen)
    ends_in(4, other := factories.member(), remind_days=5)
    coupons.revoke(issued=ends_in(1, wen))

    assert (coupons.remind_due(), coupons.remind_due()) == (2, 0)

    told = {event.subject: event.data["coupons"] for event in Event.objects.filter(name="coupon.expiring")}
    assert told[f"user:{wen.pk}"] == [sooner.pk, later.pk]
    assert len(told[f"user:{other.pk}"]) == 1


def test_beat_reminds(wen):
    row = ends_in(1, wen)
    schedule.run(schedule.sweeps["members.coupons.tasks.remind_of_coupons"])
    assert factories.fresh(row).reminded_at


def test_whoever_joins_has_what_is_given_to_newcomers(wen):
    first, second = factories.coupon(way="auto", trigger="joined"), factories.coupon(way="auto")
    gone = factories.coupon(way="auto", trigger="joined", claim_limit=0)

    tiers.join(user=wen)
    events.sweep()

    assert [row.coupon for row in IssuedCoupon.objects.filter(user=wen)] == [first]
    assert [factories.fresh(row).claimed for row in (second, gone)] == [0, 0]


def test_whoever_comes_into_a_tier_has_what_is_given_for_it_once(wen):
    lowest = tiers.base()
    sand = Tier.objects.create(code="sand", name="Sand", rank=7, threshold=1000)
    brass = Tier.objects.create(code="brass", name="Brass", rank=8, threshold=5000)
    coupon = factories.coupon(way="auto", trigger="tier", tiers=[sand], per_member=None)
    factories.coupon(way="auto", trigger="tier", tiers=[brass])

    for tier in (sand, lowest, sand):
        tiers.place(user=wen, tier=tier, actor=None, why="staff")
        events.sweep()

    assert [row.coupon for row in IssuedCoupon.objects.filter(user=wen)] == [coupon]
