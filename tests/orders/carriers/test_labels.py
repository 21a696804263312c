from dataclasses import replace
from datetime import UTC, datetime

import pytest

from minishop.brand import services as brands
from minishop.brand.models import Brand
from orders.carriers import labels
from orders.carriers.base import Parcel, Piece, Place
from tests.minishop.pdf import drawn

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WEN = Place("李雯", "138 0013 8000", "CN", "Shanghai", "上海市", "黄浦区", "淮海中路 999 号")
PARCEL = Parcel(
    number="S4K7TQ2M9XCD3V8W5YAB",
    sender=Place("武康路", "021 5555 8888", city="上海", street="武康路 376 号"),
    to=WEN,
    grams=1240,
    pieces=(Piece("Arc Bag", 2, "ARC"),),
    order="LL-7K2M-9QXD",
    carrier_name="顺丰速运",
    tracking="SF1234567890123",
)


@pytest.fixture(autouse=True)
def lune():
    brands.remember(Brand(pk=1, name="Lune & Loom"))
    yield
    brands.remember(None)


def label(parcel=PARCEL, **told):
    return labels.draw(parcel, made_at=AT, **told)


def test_its_codes_are_the_carrier_s_number_and_ours():
    data = label()
    assert drawn.sizes(data) == [(100, 150)]
    assert sorted(drawn.codes(data)) == ["S4K7TQ2M9XCD3V8W5YAB", "SF1234567890123"]
    assert data == label()


def test_it_tells_who_sends_what_to_whom():
    told = drawn.words(label())
    for words in (
        "顺丰速运",
        "李雯",
        "138 0013 8000",
        "上海市 黄浦区",
        "淮海中路 999 号",
        "武康路",
        "1.2 千克",
        "2 件",
    ):
        assert words in told
    assert "上海 上海市" not in told


def test_nothing_on_it_tells_what_is_inside():
    assert "Arc" not in drawn.words(label())


def test_a_parcel_abroad_is_labelled_in_english():
    told = drawn.words(label(replace(PARCEL, to=replace(WEN, country="SG", province="", city="Singapore"))))
    assert "To\n" in told
    assert "2 pieces" in told


def test_without_a_carrier_s_number_the_bars_are_ours():
    data = label(replace(PARCEL, tracking="", carrier_name=""))
    assert drawn.codes(data) == ["S4K7TQ2M9XCD3V8W5YAB"] * 2


@pytest.mark.parametrize("typed", ["单号 😀", "X" * 60, "é1"])
def test_a_number_bars_cannot_hold_is_written_alone(typed):
    assert drawn.codes(label(replace(PARCEL, tracking=typed))) == ["S4K7TQ2M9XCD3V8W5YAB"]


def test_the_longest_address_covers_nothing_below_it():
    long = replace(WEN, name="欧阳" * 20, street="淮海中路九百九十九号" * 25)
    page = drawn.words(label(replace(PARCEL, to=long)))
    assert "LL-7K2M-9QXD" in page
    data = label(replace(PARCEL, to=long))
    assert "S4K7TQ2M9XCD3V8W5YAB" in drawn.codes(data)
    assert drawn.lowest(data, "淮海") > drawn.highest(data, "Lune & Loom")
