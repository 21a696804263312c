"""Coupons when two accounts become one, and when somebody is forgotten; and what a member reads."""

import pytest

from members.coupongifts import services as gifts
from members.coupons import privacy
from members.coupons import services as coupons
from members.coupons.models import CouponHolder, IssuedCoupon
from members.identities import services as identities
from members.tiers import services as tiers
from members.tiers.models import Tier
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def test_two_accounts_of_one_person_had_as_many_as_both(wen):
    old, ada = factories.member(), factories.member()
    offer = factories.coupon(per_member=1, can_be_given=True)
    own = factories.issued(wen, offer)
    gifts.take(secret=gifts.offer(issued=(given := factories.issued(old, offer)), user=old), user=ada)
    offered = factories.issued(old, can_be_given=True)
    secret = gifts.offer(issued=offered, user=old)

    identities.merge(wen, old, wen)

    assert {row.pk for row in IssuedCoupon.objects.filter(user=wen)} == {own.pk, offered.pk}
    assert CouponHolder.objects.get(user=wen, coupon=offer).claimed == 2
    assert not CouponHolder.objects.filter(user=old).exists()
    assert gifts.open_gift(secret).giver == wen
    assert factories.fresh(given).user == ada


def test_of_somebody_forgotten_nothing_can_be_used_any_more(wen):
    ready, reserved = factories.issued(wen), factories.issued(wen)
    offered = factories.issued(wen, can_be_given=True)
    secret = gifts.offer(issued=offered, user=wen)
    coupons.reserve(issued=reserved, reference="order:1")

    for _ in range(2):
        privacy.erase(wen)

    assert [factories.fresh(row).state for row in (ready, reserved, offered)] == [
        "revoked", "reserved", "revoked",
    ]  # fmt: skip
    assert gifts.open_gift(secret) is None


def test_a_copy_of_ones_data_names_each_coupon_and_each_gift(wen):
    row = factories.issued(wen, title="Moonrise", can_be_given=True)
    gifts.offer(issued=row, user=wen)

    told = privacy._export(wen)

    assert [one["coupon__title"] for one in told["coupons"]] == ["Moonrise"]
    assert [one["issued__coupon__title"] for one in told["given"]] == ["Moonrise"]


def test_a_member_reads_theirs_under_three_headings(wen, ended):
    ready, used, over = (factories.issued(wen) for _ in range(3))
    coupons.use(reference="order:1", issued=used)
    ended(over)

    shown = {state: [row.pk for row in coupons.mine(wen, state)] for state in ("ready", "used", "ended")}

    assert shown == {"ready": [ready.pk], "used": [used.pk], "ended": [over.pk]}
    assert [ticket.issued_id for ticket in coupons.tickets(wen)] == [ready.pk]
    coupons.expire_due()


def test_the_centre_says_what_can_be_had_and_why_not(wen, django_assert_num_queries):
    tiers.base()
    sand = Tier.objects.create(code="sand", name="Sand", rank=7, threshold=1000)
    free, had, daily, theirs = (
        factories.coupon(**facts) for facts in ({}, {}, {"per_day": 1}, {"tiers": [sand]})
    )
    factories.coupon(is_on=False)
    factories.coupon(way="staff")
    factories.coupon(claim_limit=0)
    price = factories.coupon(way="points", points_price=100)
    coupons.claim(user=wen, coupon=had, key="k")
    coupons.claim(user=factories.member(), coupon=daily, key="k")

    with django_assert_num_queries(7):
        seen = {offer.coupon: (offer.had, offer.why) for offer in coupons.centre(wen)}

    assert seen == {
        price: (0, ""), theirs: (0, "tier"), daily: (0, "day"), had: (1, "member"), free: (0, ""),
    }  # fmt: skip
    assert {offer.why for offer in coupons.centre()} == {"", "day"}
