from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minishop.money import Money, allocate, rounded, unit

currencies = st.sampled_from(["CNY", "JPY", "KWD"])
weights = st.lists(st.integers(0, 10**7), min_size=1, max_size=30)
units = st.integers(-(10**10), 10**10)


@given(units, weights, currencies)
def test_parts_sum_to_the_whole_in_minor_units(minor, shares, currency):
    total = Money.of_minor(minor, currency).amount
    parts = allocate(total, shares, currency)
    assert sum(parts) == total
    assert all(part == rounded(part, currency) for part in parts)


@given(units, weights, currencies)
def test_no_part_is_a_minor_unit_off_its_exact_share(minor, shares, currency):
    total = Money.of_minor(minor, currency).amount
    if not any(shares):
        shares = [1] * len(shares)
    for part, share in zip(allocate(total, shares, currency), shares, strict=True):
        assert abs(part - total * share / sum(shares)) < unit(currency)


@given(st.integers(0, 10**10), weights)
def test_a_part_without_weight_gets_nothing_and_none_has_the_wrong_sign(minor, shares):
    total = Money.of_minor(minor, "CNY").amount
    for part, share in zip(allocate(total, shares, "CNY"), shares, strict=True):
        assert part >= 0
        assert not (share == 0 and any(shares) and part)


@given(units, weights)
def test_what_is_taken_back_mirrors_what_was_given(minor, shares):
    total = Money.of_minor(minor, "CNY").amount
    assert allocate(-total, shares, "CNY") == [-part for part in allocate(total, shares, "CNY")]


def test_the_cents_left_go_to_the_largest_remainders():
    assert allocate(Decimal("10.00"), [1, 1, 1], "CNY") == [Decimal(x) for x in ("3.34", "3.33", "3.33")]
    assert allocate(Decimal("0.05"), [70, 20, 10], "CNY") == [Decimal(x) for x in ("0.04", "0.01", "0.00")]
    assert allocate(Decimal(100), [1, 1, 1], "JPY") == [34, 33, 33]


@pytest.mark.parametrize(("total", "shares"), [("1.00", []), ("1.00", [1, -1]), ("1.005", [1])])
def test_what_cannot_be_shared_is_refused(total, shares):
    with pytest.raises(ValueError, match="allocate needs"):
        allocate(Decimal(total), shares, "CNY")


def test_sums_of_different_currencies_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        Money(Decimal(1), "CNY") + Money(Decimal(1), "JPY")


@given(units, currencies)
def test_minor_units_and_back(minor, currency):
    assert Money.of_minor(minor, currency).minor == minor
