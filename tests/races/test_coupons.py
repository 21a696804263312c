"""Coupons wanted by many at once: never more than there are, and each in one order and one hand."""

from functools import partial

import pytest
from django.db import IntegrityError, models

from members.couponcodes import services as couponcodes
from members.couponcodes.models import CouponCode
from members.coupongifts import services as gifts
from members.coupons import having, using
from members.coupons import services as coupons
from members.coupons.models import (
    BadCouponCode,
    Coupon,
    CouponDay,
    CouponHolder,
    IssuedCoupon,
    NotClaimable,
    NotGivable,
    NotUsable,
)
from minishop import events
from minishop.limits.models import Allowance
from minishop.states import IllegalMove
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = ("C1", "C2", "C4", "C5", "O3")
THREADS, ROUNDS, CLAIMS, THERE_ARE = 4, 5, 500, 1000


def clean():
    return [code for code in ROWS if findings(code)] == []


def claim(user, coupon, key):
    try:
        return coupons.claim(user=user, coupon=coupon, key=key)
    except NotClaimable as problem:
        return problem.why


def test_ten_thousand_claims_of_a_thousand_coupons_give_a_thousand(race):
    members = [factories.member() for _ in range(THREADS)]
    coupon = factories.coupon(claim_limit=THERE_ARE, per_member=None)

    def many(i, turn):
        return [claim(members[i], coupon, f"{turn}-{n}") for n in range(CLAIMS)]

    turns = [race(THREADS, partial(many, turn=turn)) for turn in range(ROUNDS)]
    answers = [answer for turn in turns for each in turn for answer in each]

    assert len(answers) == 10_000
    assert sum(isinstance(answer, IssuedCoupon) for answer in answers) == THERE_ARE
    assert answers.count("gone") == 10_000 - THERE_ARE
    assert coupon.issued.count() == factories.fresh(coupon).claimed == THERE_ARE
    assert clean()


def claimed_by(race, people, **limits):
    """How many of the coupon were had by so many threads at once, each of a member of its own."""
    coupon = factories.coupon(**{"per_member": None} | limits)
    members = [factories.member() for _ in range(people)]
    answers = race(people, lambda i: claim(members[i], coupon, "tap"))
    return coupon, answers


def test_without_the_condition_the_constraint_refuses_what_is_one_too_many(race, until, monkeypatch):
    monkeypatch.setattr(having, "_left", models.Q)
    monkeypatch.setattr(having, "_unless_gone", lambda *_: None)

    def damaged() -> bool:
        coupon, answers = claimed_by(race, 4, claim_limit=2)
        assert factories.fresh(coupon).claimed == 2
        return sum(isinstance(answer, IntegrityError) for answer in answers) == 2

    assert until(damaged)


@pytest.mark.parametrize(("limit", "rows"), [("per_day", CouponDay), ("claim_limit", Coupon)])
def test_a_day_has_no_more_than_its_own(race, limit, rows):
    for _ in range(3):
        coupon, answers = claimed_by(race, 4, **{limit: 2})
        assert sum(isinstance(answer, IssuedCoupon) for answer in answers) == coupon.issued.count() == 2
        assert set(rows.objects.values_list("claimed", flat=True)) == {2}
    assert clean()


def test_without_its_condition_a_day_has_more(race, until, monkeypatch):
    monkeypatch.setattr(having, "WITHIN", "WHERE %(most)s::int IS NOT NULL OR true")
    coupon, _answers = claimed_by(race, 4, per_day=2)
    assert coupon.issued.count() == 4
    assert [row["what"].startswith("on") for row in findings("C2")] == [True]


def taps(race, **limits):
    """One member, four taps, each with a key of its own."""
    wen, coupon = factories.member(), factories.coupon(**limits)
    return coupon, race(4, lambda i: claim(wen, coupon, str(i)))


def test_one_member_has_no_more_than_one_may(race):
    for _ in range(3):
        coupon, answers = taps(race, per_member=2)
        assert coupon.issued.count() == CouponHolder.objects.get(coupon=coupon).claimed == 2
        assert answers.count("member") == 2
    assert clean()


def test_without_its_condition_a_member_has_more(race, monkeypatch):
    monkeypatch.setattr(having, "WITHIN", "WHERE %(most)s::int IS NOT NULL OR true")
    coupon, _answers = taps(race, per_member=2)
    assert coupon.issued.count() == 4
    assert [row["what"].startswith("of") for row in findings("C2")] == [True]


def two_orders(race):
    row = factories.issued()
    return row, race(2, lambda i: coupons.reserve(issued=row, reference=f"order:{i}"))


def test_the_same_coupon_is_one_orders(race):
    for _ in range(4):
        row, answers = two_orders(race)
        assert sum(isinstance(answer, NotUsable) for answer in answers) == 1
        winner = next(answer for answer in answers if isinstance(answer, IssuedCoupon))
        assert factories.fresh(row).used_for == winner.used_for
    assert clean()


def unlocked(issued):
    return IssuedCoupon.objects.get(pk=issued.pk)


def test_without_the_lock_the_move_refuses_the_second_order(race, until, monkeypatch):
    monkeypatch.setattr(using, "_locked", unlocked)

    def damaged() -> bool:
        _row, answers = two_orders(race)
        assert sum(isinstance(answer, IssuedCoupon) for answer in answers) == 1
        return any(isinstance(answer, IllegalMove) for answer in answers)

    assert until(damaged)


def test_without_lock_and_condition_two_orders_have_it(race, until, monkeypatch):
    def move(row, column, to, *, event, **facts):
        IssuedCoupon.objects.filter(pk=row.pk).update(state=to, used_for=facts["used_for"])

    monkeypatch.setattr(using, "_locked", unlocked)
    monkeypatch.setattr(using.states, "move", move)

    def damaged() -> bool:
        _row, answers = two_orders(race)
        return all(isinstance(answer, IssuedCoupon) for answer in answers)

    assert until(damaged)


def one_code(race):
    Allowance.objects.all().delete()
    offer = factories.coupon(way="code")
    batch = couponcodes.generate(coupon=offer, quantity=1)
    events.sweep()
    code = CouponCode.objects.get(batch=batch)
    members = [factories.member() for _ in range(3)]

    def tell(i):
        return couponcodes.redeem_code(code=code.code, user=members[i], asker=f"192.0.2.{i}")

    return offer, race(3, tell)


def test_a_code_gives_one_coupon_to_whoever_tells_it_first(race):
    for _ in range(3):
        offer, answers = one_code(race)
        assert offer.issued.count() == factories.fresh(offer).claimed == 1
        assert sum(isinstance(answer, BadCouponCode) for answer in answers) == 2
    assert clean()


def test_without_the_codes_lock_the_constraint_refuses_the_second(race, until, monkeypatch):
    monkeypatch.setattr(couponcodes, "_hold", lambda kept: None)

    def damaged() -> bool:
        offer, answers = one_code(race)
        assert offer.issued.count() == 1
        return any(isinstance(answer, IntegrityError) for answer in answers)

    assert until(damaged)


def test_two_taps_of_one_member_have_the_same_coupon(race):
    offer, wen = factories.coupon(way="code"), factories.member()
    couponcodes.generate(coupon=offer, quantity=1)
    events.sweep()
    code = CouponCode.objects.get(batch__coupon=offer).code

    answers = race(2, lambda i: couponcodes.redeem_code(code=code, user=wen, asker=f"192.0.2.{i}"))

    assert answers[0] == answers[1] == offer.issued.get()
    assert clean()


def gift(race):
    """The friend takes what the giver calls back."""
    wen, ada = factories.member(), factories.member()
    row = factories.issued(wen, can_be_given=True)
    secret = gifts.offer(issued=row, user=wen)
    take, back = partial(gifts.take, secret=secret, user=ada), partial(gifts.recall, issued=row, user=wen)
    answers = race(2, lambda i: take() if i else back())
    return factories.fresh(row), wen, ada, answers


def test_a_gift_is_taken_or_called_back(race):
    for _ in range(4):
        row, wen, ada, (back, taken) = gift(race)
        assert isinstance(back, NotGivable) != isinstance(taken, NotGivable), (back, taken)
        assert row.user == (ada if isinstance(back, NotGivable) else wen)
    assert clean()


def test_without_the_lock_and_the_gifts_own_end_the_move_refuses(race, until, monkeypatch):
    def read(pk):
        return IssuedCoupon.objects.select_related("coupon").get(pk=pk)

    monkeypatch.setattr(gifts, "_locked", read)
    monkeypatch.setattr(gifts, "_end", lambda gift, **how: True)

    def damaged() -> bool:
        return any(isinstance(answer, IllegalMove) for answer in gift(race)[3])

    assert until(damaged)


def test_two_batches_at_work_on_one_make_no_more_than_it_says(race):
    batch = couponcodes.generate(coupon=factories.coupon(way="code"), quantity=6)
    race(3, lambda _i: couponcodes.go_on(batch.pk))
    assert CouponCode.objects.filter(batch=batch).count() == factories.fresh(batch).made == 6
    assert clean()
