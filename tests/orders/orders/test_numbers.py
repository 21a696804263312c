import re
from itertools import pairwise

import pytest

from orders.orders import numbers
from tests import factories

pytestmark = pytest.mark.django_db
MANY = 200


def signs(number: str) -> str:
    return number.split("-", 1)[1].replace("-", "")


def test_a_number_holds_forty_random_bits():
    assert len(set(numbers.ALPHABET)) == 32
    assert re.fullmatch(rf"LL-[{numbers.ALPHABET}]{{4}}-[{numbers.ALPHABET}]{{4}}", numbers.new_number())


def test_numbers_drawn_one_after_another_share_nothing():
    drawn = [signs(numbers.new_number()) for _ in range(MANY)]
    assert len(set(drawn)) == MANY
    assert min(len(set(place)) for place in zip(*drawn, strict=True)) >= 20
    alike = [sum(map(str.__eq__, one, after)) for one, after in pairwise(drawn)]
    assert max(alike) <= 5, "neighbours agree in no more places than chance allows"
    steps = {int(after, 32) - int(one, 32) for one, after in neighbours(drawn)}
    assert len(steps) == MANY - 1


def neighbours(drawn: list[str]) -> list[tuple[str, str]]:
    """Each with the one after it, in digits that Python reads as base 32."""
    plain = str.maketrans(numbers.ALPHABET, "0123456789ABCDEFGHIJKLMNOPQRSTUV")
    told = [one.translate(plain) for one in drawn]
    return list(pairwise(told))


def test_two_orders_placed_one_after_another_are_not_neighbours():
    first, second = (factories.order(paid=False).number for _ in range(2))
    assert first != second
    (pair,) = neighbours([signs(first), signs(second)])
    assert abs(int(pair[0], 32) - int(pair[1], 32)) > 1_000
