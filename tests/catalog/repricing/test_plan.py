"""Planning: what is kept, and what is refused."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from catalog.products.models import Price, Variant
from catalog.repricing import services as repricing
from catalog.repricing.models import NoPrice, Overlaps, PriceChange
from minishop.states import IllegalMove
from tests import factories

pytestmark = pytest.mark.django_db


def day(n: int) -> datetime:
    return datetime(2031, 5, n, tzinfo=UTC)


def plan(variant, start: int, end: int | None = None, amount: str = "190", **fields):
    ends_at = day(end) if end else None
    told = {"amount": Decimal(amount), "starts_at": day(start), "ends_at": ends_at}
    return repricing.plan(variant=variant, **told | fields)


def test_a_plan_moves_no_price_yet():
    lipstick = factories.variant(price=238)
    change = plan(lipstick, 3, 9, compare_at=Decimal(238), title="May")
    assert (change.state, change.amount, change.compare_at) == ("planned", 190, 238)
    assert Price.objects.get().amount == 238


@pytest.mark.parametrize(
    ("first", "second"),
    [((3, 9), (8, 12)), ((3, 9), (1, 4)), ((3, 9), (4, 5)), ((3, 9), (5, None)), ((5, None), (5, None))],
)
def test_two_for_one_time_are_refused(first, second):
    lipstick = factories.variant()
    plan(lipstick, *first)
    with pytest.raises(Overlaps):
        plan(lipstick, *second)
    assert PriceChange.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "second"), [((3, 9), (9, 12)), ((3, 9), (9, None)), ((5, None), (6, None)), ((2, None), (3, 9))]
)
def test_what_only_touches_is_apart(first, second):
    lipstick = factories.variant()
    plan(lipstick, *first)
    plan(lipstick, *second)
    assert PriceChange.objects.count() == 2


def test_another_variant_another_currency_and_a_cancelled_plan_are_not_in_the_way():
    lipstick = factories.variant()
    plan(factories.variant(), 3, 9)
    Price.objects.create(variant=lipstick, currency="EUR", amount=30)
    plan(lipstick, 3, 9, currency="EUR")
    change = plan(lipstick, 3, 9)
    repricing.cancel(change=change)
    plan(lipstick, 3, 9)
    assert PriceChange.objects.filter(state="planned").count() == 3


def test_without_a_price_there_is_nothing_to_change():
    bare = Variant.objects.create(product=factories.product(), sku="BARE")
    with pytest.raises(NoPrice):
        plan(bare, 3)
    assert not PriceChange.objects.exists()


def test_what_has_begun_is_not_cancelled():
    lipstick = factories.variant()
    change = plan(lipstick, 3, 9)
    PriceChange.objects.update(starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    repricing.start_due()
    with pytest.raises(IllegalMove):
        repricing.cancel(change=change)
    assert PriceChange.objects.get().state == "live"


def test_no_price_is_higher_than_its_column_holds():
    lipstick = factories.variant()

    with pytest.raises(ValidationError):
        repricing.plan(variant=lipstick, amount=Decimal(10) ** 12, starts_at=day(1))

    assert not PriceChange.objects.exists()
