from catalog.products.models import Variant
from orders.carts.dispatch import Found, Wanted, assign
from orders.stores.models import Store

WEST, EAST = Store(pk=1, code="west"), Store(pk=2, code="east")
LIPSTICK, SCARF = Variant(pk=1), Variant(pk=2)


def test_everything_is_sent_from_one_store_that_has_it_all():
    free = {1: {1: 9, 2: 2}, 2: {1: 0, 2: 2}}

    found = assign([Wanted(1, LIPSTICK, 2), Wanted(2, SCARF, 1)], free, [WEST, EAST])

    assert found == {1: Found(EAST, 2), 2: Found(EAST, 1)}


def test_otherwise_each_line_comes_from_where_most_of_it_is():
    free = {1: {1: 9, 2: 2}, 2: {1: 0, 2: 1}}

    found = assign([Wanted(1, LIPSTICK, 3), Wanted(2, SCARF, 1)], free, [WEST, EAST])

    assert found == {1: Found(WEST, 3), 2: Found(EAST, 1)}


def test_two_lines_never_count_the_same_pieces():
    found = assign([Wanted(1, SCARF, 2, EAST), Wanted(2, SCARF, 2, EAST)], {2: {2: 3}}, [])

    assert found == {1: Found(EAST, 2), 2: Found(EAST, 1)}


def test_what_is_not_counted_is_always_there():
    assert assign([Wanted(1, SCARF, 50, EAST)], {2: {2: None}}, []) == {1: Found(EAST, 50)}


def test_what_nobody_sends_is_not_found():
    assert assign([Wanted(1, SCARF, 1)], {2: {2: 5}}, []) == {1: Found(None, 0)}
