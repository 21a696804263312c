"""A code gives its coupon once; whoever guesses reads the same and makes the same work."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.couponcodes import codes
from members.couponcodes import services as couponcodes
from members.couponcodes.models import CouponCode
from members.coupons import services as coupons
from members.coupons import words
from members.coupons.models import BadCouponCode, IssuedCoupon, TooManyCodes
from minishop import events
from minishop.limits.models import Allowance
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]
HERE = "203.0.113.7"


@pytest.fixture
def offer():
    return factories.coupon(way="code")


def unique(offer, count=1, prefix=""):
    """So many codes of the coupon."""
    batch = couponcodes.generate(coupon=offer, quantity=count, prefix=prefix)
    events.sweep()
    return list(CouponCode.objects.filter(batch=batch).values_list("code", flat=True))


def redeem(code, user, asker=HERE):
    return couponcodes.redeem_code(code=code, user=user, asker=asker)


def refused(code, user):
    Allowance.objects.all().delete()
    before = IssuedCoupon.objects.count()
    with pytest.raises(BadCouponCode) as problem:
        redeem(code, user)
    assert IssuedCoupon.objects.count() == before
    return problem.value


def test_a_unique_code_gives_its_coupon_once(offer, wen):
    (code,) = unique(offer)

    row = redeem(f" {codes.shown(code).lower()} ", wen)

    assert (row.user, row.coupon, row.state) == (wen, offer, "ready")
    assert redeem(code, wen) == row
    refused(code, factories.member())


def test_a_shared_code_gives_each_member_theirs(wen):
    offer = factories.coupon(way="code", shared_code="MOON10")
    rows = {redeem("moon-10", user) for user in (wen, factories.member(), wen)}
    assert {row.coupon for row in rows} == {offer}
    assert len(rows) == 2


def test_a_shared_code_gives_one_more_when_one_was_used_where_a_member_may_have_two(wen):
    factories.coupon(way="code", shared_code="MOON10", per_member=2)
    for order in ("order:1", "order:2"):
        coupons.use(reference=order, issued=redeem("MOON10", wen))
    refused("MOON10", wen)


def told(code, user):
    """What whoever tells a bad code gets: the words, and the work it made."""
    Allowance.objects.all().delete()
    with CaptureQueriesContext(connection) as work, pytest.raises(BadCouponCode) as problem:  # fmt: skip
        redeem(code, user)
    heads = [re.split(r"\sWHERE\s|\sVALUES\s|\s\(scope", query["sql"])[0] for query in work.captured_queries]
    shapes = [re.sub(r"s\d+_x\d+", "savepoint", head) for head in heads]
    return str(problem.value), str(words.BAD_CODE), shapes


def test_unknown_used_and_expired_are_refused_in_the_same_words_after_the_same_work(offer, wen):
    used, gone = unique(offer, 2)
    redeem(used, factories.member())
    over = factories.coupon(way="code", shared_code="OVER", ends_at="2020-01-01T00:00Z")
    (expired,) = unique(over)

    answers = [told(code, wen) for code in ("ACDEFGHJKMNP", used, expired, "OVER")]

    assert [answer == answers[0] for answer in answers] == [True] * 4
    assert redeem(gone, wen)


def test_what_it_is_not_for_is_refused_in_the_same_way(wen):
    factories.coupon(way="code", shared_code="NONELEFT", claim_limit=0)
    factories.coupon(way="claim", shared_code="NOCODE")
    factories.coupon(way="code", shared_code="OFF", is_on=False)
    for code in ("NONELEFT", "NOCODE", "OFF", "", "0" * 500):
        refused(code, wen)


def test_guessing_is_throttled_for_a_household_and_for_a_member(offer, wen):
    code, other = unique(offer, 2)
    for n in range(10):
        with pytest.raises(BadCouponCode):
            redeem(f"GUESS{n}", wen)

    with pytest.raises(TooManyCodes):
        redeem(code, factories.member())
    with pytest.raises(TooManyCodes):
        redeem(code, wen, asker="198.51.100.4")
    assert redeem(other, factories.member(), asker="198.51.100.4")
    assert not Allowance.objects.filter(key__contains="203.0").exists()


def test_a_guest_may_look_at_a_code_and_nothing_is_taken(offer):
    (code,) = unique(offer)
    assert couponcodes.peek_code(code=codes.shown(code), user=None, asker=HERE) == (offer, code)
    assert not IssuedCoupon.objects.exists()
    with pytest.raises(BadCouponCode):
        couponcodes.peek_code(code="NOTHING", user=None, asker=HERE)


def test_a_guests_order_has_the_coupon_of_its_code():
    offer = factories.coupon(way="code", per_member=None)
    (code,) = unique(offer)

    row = couponcodes.redeem_for(code=code, reference="order:1")
    coupons.reserve(issued=row, reference="order:1")

    assert (row.user, row.coupon) == (None, offer)
    with pytest.raises(BadCouponCode):
        couponcodes.redeem_for(code=code, reference="order:2")


def test_a_guests_bag_sees_what_its_codes_take_off(offer):
    free = factories.coupon(way="code", per_member=None, title="Moonrise")
    (code,), (for_members,) = unique(free), unique(offer)
    found = couponcodes.tickets([code, for_members, "NOTHING"])
    assert [(ticket.key, ticket.title, ticket.issued_id) for ticket in found] == [
        (f"code:{code}", "Moonrise", None)
    ]


def test_a_coupon_for_members_is_none_for_a_guest(offer):
    (code,) = unique(offer)
    with pytest.raises(BadCouponCode):
        couponcodes.redeem_for(code=code, reference="order:1")
    assert not IssuedCoupon.objects.exists()


@pytest.mark.parametrize("shared", [None, "MOON10"])
def test_what_a_guests_order_gave_back_its_code_gives_again(shared, wen):
    offer = factories.coupon(way="code", per_member=None, shared_code=shared, claim_limit=2)
    code = shared or unique(offer)[0]
    row = couponcodes.redeem_for(code=code, reference="order:1")
    coupons.use(reference="order:1", issued=row)
    coupons.release(reference="order:1")

    assert couponcodes.redeem_for(code=code, reference="order:2") == row
    assert redeem(code, wen).user == wen
    assert offer.issued.count() == (2 if shared else 1)
