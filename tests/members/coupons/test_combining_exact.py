"""The search against every combination there is, by a model that shares nothing with it but the rules."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from members.couponplans import combining, searching
from minishop.money import allocate, rounded
from tests.members.coupons.bags import ALL, START, of, piece, ticket

CLASSES = sorted(ALL)
DELIVERY = Decimal(12)


def naive(pieces, chosen):
    """What the coupons take off one after the other, as pricing allocates it; nothing if they don't go
    together."""
    left = {each.key: each.amount for each in pieces} | {"delivery": DELIVERY}
    given: dict[str, int] = {}
    total = Decimal(0)
    for one in sorted(chosen, key=lambda t: (-t.priority, t.coupon_id)):
        keys, amount = off(one, pieces, left, given)
        parts = allocate(amount, [left[key] for key in keys], "CNY") if keys else []
        for key, part in zip(keys, parts, strict=True):
            left[key] -= part
        total += amount
    return total


def off(one, pieces, left, given):
    keys = [p.key for p in pieces if one.covers(p) and not (one.full_price_only and p.is_reduced)]
    if one.kind == "delivery":
        return ["delivery"], left["delivery"]
    if one.kind == "gift":
        return gift(one, pieces, left, given)
    there = sum((left[key] for key in keys), Decimal(0))
    if one.kind == "amount":
        return keys, min(one.value, there)
    share = rounded(there * one.value / 100, "CNY")
    return keys, share if one.cap is None else min(share, one.cap)


def gift(one, pieces, left, given):
    line = next(p for p in pieces if p.variant_id == one.gift_id)
    pieces_left = line.quantity - given.get(line.key, 0)
    given[line.key] = given.get(line.key, 0) + 1
    if pieces_left <= 0:
        return [line.key], Decimal(0)
    return [line.key], (left[line.key] * 100 // pieces_left) / 100


def compatible(chosen):
    pairs = combinations(chosen, 2)
    return all(
        not (a.is_exclusive or b.is_exclusive) and a.stack in b.combines_with and b.stack in a.combines_with
        for a, b in pairs
    )


def by_brute_force(pieces, tickets):
    """The best figure: most off, then fewest, then those that end first."""
    soonest = sorted(tickets, key=lambda t: (t.ends_at or START.replace(year=9999), t.issued_id))
    rank = {t: n for n, t in enumerate(soonest)}
    ways = (way for n in range(len(tickets) + 1) for way in combinations(tickets, n) if compatible(way))
    figures = (
        (naive(pieces, way), -len(way), [-each for each in sorted(rank[t] for t in way)]) for way in ways
    )
    return max(figures)


@st.composite
def bags(draw):
    lines = draw(st.integers(1, 3))
    amounts = st.integers(1, 4000).map(lambda fen: Decimal(fen) / 10)
    return [
        piece(draw(amounts), key=str(n), product_id=n, variant_id=n, quantity=draw(st.integers(1, 2)),
              is_reduced=draw(st.booleans()))
        for n in range(lines)
    ]  # fmt: skip


@st.composite
def coupons(draw, n):
    kind = draw(st.sampled_from(["amount", "amount", "percent", "percent", "delivery", "gift"]))
    off = draw(st.integers(1, 1000)) if kind == "amount" else draw(st.integers(1, 60))
    facts = {
        "kind": kind,
        "off": Decimal(off) / 10 if kind == "amount" else off,
        "stack": draw(st.sampled_from(CLASSES)),
        "combines_with": frozenset(draw(st.sets(st.sampled_from(CLASSES), min_size=1))),
        "is_exclusive": draw(st.integers(0, 9)) == 0,
        "priority": draw(st.integers(0, 1)),
        "days": draw(st.one_of(st.none(), st.integers(1, 5))),
        "full_price_only": draw(st.integers(0, 3)) == 0,
        "cap": draw(st.one_of(st.none(), st.integers(1, 30).map(Decimal))) if kind == "percent" else None,
        "gift_id": 0 if kind == "gift" else None,
    }
    return ticket(n, included=of(*draw(st.sets(st.integers(0, 2), max_size=2))), **facts)


@st.composite
def wholes(draw):
    return draw(bags()), [draw(coupons(n)) for n in range(1, draw(st.integers(1, 7)) + 1)]


@settings(max_examples=150, deadline=None)
@given(wholes())
def test_no_combination_is_better(whole):
    pieces, tickets = whole
    plan = combining.best(pieces, tickets, delivery=DELIVERY)

    usable = [t for t in tickets if t not in plan.refused or plan.refused[t].code in ("apart", "less")]
    chosen = [each.ticket for each in plan.chosen]
    assert compatible(chosen)
    assert naive(pieces, chosen) == plan.amount <= sum(p.amount for p in pieces) + DELIVERY
    amount, count, _soonest = by_brute_force(pieces, usable)
    assert (plan.amount, -len(chosen)) == (amount, count)
    assert set(chosen) | set(plan.refused) == set(tickets)


def test_thirty_that_all_go_together_are_searched_to_the_end():
    """Percentages over each other's pieces, the hardest there is: steps are counted, not seconds."""
    pieces = [piece(500 + 37 * n, key=str(n), product_id=n, variant_id=n) for n in range(5)]
    tickets = [
        ticket(n, kind="percent" if n % 2 else "amount", off=5 + n % 7, included=of(n % 5, (n + 1) % 5))
        for n in range(1, 31)
    ]
    offs = searching.Offs(pieces, DELIVERY, "CNY")
    search = searching.Search([offs.cut(one) for one in sorted(tickets, key=combining.in_order)], offs.left)
    search.run()
    assert search.steps < searching.STEPS
