"""Which coupons a bag takes, what each takes off, and the exact reason of every other one."""

from decimal import Decimal

import pytest
from django.utils import timezone

from members.couponplans import combining
from members.couponplans.values import Reason
from members.coupons import words
from tests.members.coupons.bags import alone, of, piece, ticket


def taken(*args, pieces=None, **told):
    """What is taken off, by the coupons' numbers, in their order."""
    plan = combining.best(pieces or [piece()], args, **told)
    return [(each.ticket.coupon_id, each.amount) for each in plan.chosen]


def why(one, *others, pieces=None, **told):
    return combining.best(pieces or [piece()], [one, *others], **told).refused[one]


def test_an_amount_takes_off_no_more_than_there_is():
    assert taken(ticket(off=80)) == [(1, 80)]
    assert taken(ticket(off=300)) == [(1, 238)]


def test_a_percentage_is_rounded_and_capped():
    assert taken(ticket(kind="percent", off=10), pieces=[piece("99.99")]) == [(1, Decimal("10.00"))]
    assert taken(ticket(kind="percent", off="12.5", cap=Decimal(20))) == [(1, 20)]


def test_free_delivery_takes_off_the_delivery_and_no_goods():
    free = ticket(kind="delivery", stack="delivery", off=0)
    assert taken(free, delivery=Decimal(12)) == [(1, 12)]
    assert why(free).code == "free"
    assert combining.best([piece()], [free], delivery=Decimal(12)).chosen[0].keys == ()


def test_one_gift_costs_nothing():
    pouch = piece(240, key="b", variant_id=9, quantity=2)
    gift = ticket(kind="gift", stack="gift", off=0, gift_id=9)
    assert taken(gift, pieces=[piece(), pouch]) == [(1, 120)]
    assert why(gift).code == "gift"


def test_a_gift_does_not_help_to_reach_its_own_threshold():
    pouch = piece(120, key="b", variant_id=9)
    gift = ticket(kind="gift", stack="gift", off=0, gift_id=9, threshold=Decimal(300))
    reason = why(gift, pieces=[piece(), pouch])
    assert (reason.code, reason.gap) == ("threshold", 62)


def test_below_the_threshold_the_gap_is_exact():
    reason = why(one := ticket(threshold=Decimal(304)))
    assert (reason.code, reason.gap, reason.worth) == ("threshold", 66, 80)
    assert words.because(one, reason) == "¥66 more and it takes off ¥80"
    assert taken(ticket(threshold=Decimal(238))) == [(1, 80)]


def test_the_threshold_counts_only_what_it_covers():
    covered, other = piece(100, key="a", product_id=1), piece(900, key="b", product_id=2)
    one = ticket(threshold=Decimal(150), included=of(1))
    assert why(one, pieces=[covered, other]).gap == 50


@pytest.mark.parametrize(
    "facts",
    [
        {"included": of(1)}, {"included": of(collections=[5])}, {"included": of(vendors=[7])},
        {"excluded": of(2)}, {"excluded": of(collections=[6])}, {"excluded": of(vendors=[8])},
        {"included": of(1, 2), "excluded": of(collections=[6])},
    ],
)  # fmt: skip
def test_it_covers_what_is_included_and_not_what_is_left_out(facts):
    inside = piece(100, key="a", product_id=1, vendor_id=7, collection_ids=frozenset({5}))
    outside = piece(100, key="b", product_id=2, vendor_id=8, collection_ids=frozenset({6}))
    one = ticket(off=500, **facts)
    assert taken(one, pieces=[inside, outside]) == [(1, 100)]
    assert why(one, pieces=[outside]).code == "uncovered"


def test_reduced_pieces_do_not_count_for_full_prices():
    reduced = piece(100, key="b", is_reduced=True)
    one = ticket(off=500, full_price_only=True)
    assert taken(one, pieces=[piece(30), reduced]) == [(1, 30)]
    assert why(one, pieces=[reduced]).code == "reduced"


def test_two_go_together_if_each_names_the_others_class():
    goods = ticket(1, stack="goods", combines_with=frozenset({"order"}))
    order = ticket(2, off=50, stack="order", combines_with=frozenset({"goods"}))
    deaf = ticket(3, off=40, stack="order", combines_with=frozenset())
    assert taken(goods, order) == [(1, 80), (2, 50)]
    assert taken(goods, deaf) == [(1, 80)]
    reason = why(deaf, goods)
    assert (reason.code, reason.others, reason.worth) == ("apart", (goods,), 40)
    assert words.because(deaf, reason) == "It doesn’t go together with “Coupon 1”."


def test_one_that_is_exclusive_goes_alone_where_it_takes_off_most():
    lone = ticket(1, off=100, is_exclusive=True)
    assert taken(lone, ticket(2, off=40), ticket(3, off=50)) == [(1, 100)]
    assert taken(lone, ticket(2, off=60), ticket(3, off=50)) == [(2, 60), (3, 50)]


def test_what_is_taken_first_is_a_matter_of_priority_then_of_age():
    tenth = ticket(2, kind="percent", off=10)
    assert taken(ticket(1, off=38), tenth) == [(1, 38), (2, 20)]
    assert taken(ticket(1, off=38), ticket(2, kind="percent", off=10, priority=1)) == [
        (2, Decimal("23.80")), (1, 38),
    ]  # fmt: skip


def test_together_they_never_take_off_more_than_there_is():
    plan = combining.best([piece(100)], [ticket(1, off=80), ticket(2, off=80)])
    assert plan.amount == 100


def test_of_equals_the_one_that_ends_first_is_taken():
    assert taken(alone(1, days=9), alone(2, days=3), alone(3)) == [(2, 80)]


def test_no_coupon_is_spent_for_nothing():
    first, second = ticket(1, off=100, days=9), ticket(2, off=60, days=1)
    pieces = [piece(100)]
    assert taken(first, second, pieces=pieces) == [(1, 100)]
    assert why(second, first, pieces=pieces).code == "less"


def test_another_currency_and_another_time():
    early = ticket(starts_at=timezone.now())
    assert why(ticket(currency="USD")).code == "currency"
    assert why(early).code == "early"


def test_chosen_by_hand_no_other_is_taken():
    best, other = alone(1, off=80), alone(2, off=50)
    assert taken(best, other, only={"issued:2"}) == [(2, 50)]
    assert taken(best, other, only=()) == []
    assert why(best, other, only={"issued:2"}).code == "unpicked"


REASONS = ["uncovered", "reduced", "currency", "free", "less", "unpicked", "gift"]


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_is_a_sentence(code):
    assert words.because(ticket(), Reason(code)).endswith(".")
