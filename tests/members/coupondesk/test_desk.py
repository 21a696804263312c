"""Staff make coupons in one form: what it refuses, what it leaves alone, and what the buttons do."""

import pytest

from members.couponcodes import services as couponcodes
from members.couponcodes.models import CouponBatch
from members.coupondesk import stacking
from members.coupons import tickets as making
from members.coupons.models import Coupon, IssuedCoupon
from minishop.events.models import Event
from tests import factories
from tests.members.couponpages.offers import had, offer

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Moonrise", "kind": "amount", "value": "80", "threshold": "1000", "currency": "CNY",
    "way": "claim", "per_member": "1", "stack": "order", "priority": "0", "remind_days": "3", "is_on": "on",
    "scopes-TOTAL_FORMS": "0", "scopes-INITIAL_FORMS": "0",
}  # fmt: skip
ADD = "/admin/members/coupon/add/"


@pytest.fixture
def desk(client):
    person = factories.staff("admin")
    client.force_login(person)
    return client


def refused(answer) -> dict:
    assert answer.status_code == 200
    return answer.context["adminform"].form.errors


def test_one_form_makes_a_coupon_with_what_it_covers_and_says_who_did(desk):
    lips = factories.product()
    scope = {"scopes-TOTAL_FORMS": "1", "scopes-0-product": str(lips.pk)}
    assert desk.post(ADD, FORM | scope | {"combines_with": ["delivery"]}).status_code == 302
    coupon = Coupon.objects.get()
    assert (coupon.value, coupon.threshold, coupon.combines_with) == (80, 1000, ["delivery"])
    assert coupon.scopes.get().product == lips
    assert Event.objects.filter(name="coupon.created", actor__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"value": "0"}, "value"),
        ({"kind": "percent", "value": "120"}, "value"),
        ({"kind": "gift"}, "gift"),
        ({"way": "auto"}, "trigger"),
        ({"trigger": "birthday"}, "trigger"),
        ({"way": "auto", "trigger": "tier"}, "tiers"),
        ({"way": "points"}, "points_price"),
    ],
)
def test_what_could_never_work_is_refused_where_it_is_missing(desk, told, field):
    assert list(refused(desk.post(ADD, FORM | told))) == [field]
    assert not Coupon.objects.exists()


def test_a_form_left_open_does_not_write_the_counters_back(desk):
    coupon = offer(title="Old", claim_limit=200)
    had(factories.member(), coupon)
    Coupon.objects.filter(pk=coupon.pk).update(claimed=61, used=7)
    answer = desk.post(f"/admin/members/coupon/{coupon.pk}/change/", FORM | {"claim_limit": "200"})
    assert answer.status_code == 302
    coupon.refresh_from_db()
    assert (coupon.title, coupon.claimed, coupon.used) == ("Moonrise", 61, 7)


def test_a_limit_below_what_was_claimed_is_refused(desk):
    coupon = offer(claim_limit=200)
    Coupon.objects.filter(pk=coupon.pk).update(claimed=61)
    answer = desk.post(f"/admin/members/coupon/{coupon.pk}/change/", FORM | {"claim_limit": "60"})
    assert list(refused(answer)) == ["claim_limit"]
    coupon.refresh_from_db()
    assert coupon.claim_limit == 200


def test_a_copy_has_the_rules_but_neither_the_code_nor_the_claims(desk):
    coupon = offer(way="code", shared_code="SPRING", threshold=500, combines_with=["delivery"])
    coupon.scopes.create(product=factories.product(), is_excluded=True)
    Coupon.objects.filter(pk=coupon.pk).update(claimed=3)
    desk.post(f"/admin/members/coupon/{coupon.pk}/do/duplicate/")
    copy = Coupon.objects.exclude(pk=coupon.pk).get()
    assert (copy.threshold, copy.combines_with, copy.scopes.get().is_excluded) == (500, ["delivery"], True)
    assert (copy.is_on, copy.shared_code, copy.claimed) == (False, None, 0)


def test_codes_are_asked_for_and_the_page_tells_how_far_they_are(desk):
    coupon = offer(way="code")
    desk.post(f"/admin/members/coupon/{coupon.pk}/do/codes/", {"quantity": "12", "begin": "MOON"})
    batch = CouponBatch.objects.get()
    assert (batch.quantity, batch.prefix) == (12, "MOON")
    assert "of 12 codes" in desk.get(f"/admin/members/couponbatch/{batch.pk}/progress/").content.decode()
    assert "of 12 codes" in desk.get(f"/admin/members/couponbatch/{batch.pk}/change/").content.decode()
    couponcodes.go_on(batch.pk)
    done = desk.get(f"/admin/members/couponbatch/{batch.pk}/progress/").content.decode()
    assert "12 of 12 codes" in done
    assert f"/admin/members/couponbatch/{batch.pk}/codes.csv" in done
    table = b"".join(desk.get(f"/admin/members/couponbatch/{batch.pk}/codes.csv"))
    assert table.count(b"MOON") >= 12


def test_what_was_given_by_mistake_is_taken_back_and_what_an_order_has_is_not(desk):
    ready, kept = had(factories.member()), had(factories.member())
    IssuedCoupon.objects.filter(pk=kept.pk).update(state="reserved", used_for="order:1")
    for row in (ready, kept):
        desk.post(f"/admin/members/issuedcoupon/{row.pk}/do/revoke/", {"sure": "1"})
    states = IssuedCoupon.objects.filter(pk__in=[ready.pk, kept.pk]).order_by("pk").values_list("state")
    assert [state for (state,) in states] == ["revoked", "reserved"]


@pytest.mark.parametrize("mine", [[], ["order"], ["delivery"], ["order", "delivery"]])
@pytest.mark.parametrize("theirs", [[], ["order"], ["delivery"]])
@pytest.mark.parametrize("alone", [False, True])
def test_the_desk_explains_what_the_search_for_the_best_does(mine, theirs, alone):
    one = offer(stack="order", combines_with=mine, is_exclusive=alone)
    other = offer(stack="delivery", kind="delivery", value=0, combines_with=theirs)
    why = stacking.why_not(one.stack, one.combines_with, one.is_exclusive, other)
    together = making.of_code(one, "A").goes_with(making.of_code(other, "B"))
    assert (why == "") is together
