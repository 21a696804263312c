"""Planners at one moment, sweeps at one moment, and a sweep that is killed between two prices."""

from datetime import timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog.products import services as products
from catalog.products.models import Price
from catalog.repricing import services as repricing
from catalog.repricing.models import Overlaps, PriceChange
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def plan(variant, amount: int = 190):
    now = timezone.now()
    return repricing.plan(variant=variant, amount=Decimal(amount), starts_at=now - HOUR, ends_at=now + HOUR)


def planned_at_once(race) -> tuple[list, int]:
    lipstick = factories.variant()
    answers = race(6, lambda i: plan(lipstick, 100 + i))
    return answers, PriceChange.objects.filter(variant=lipstick).count()


def test_of_those_who_plan_for_one_time_one_does(race):
    answers, kept = planned_at_once(race)
    assert kept == 1
    assert sum(isinstance(answer, Overlaps) for answer in answers) == 5


def test_without_the_constraint_a_price_has_two_plans(race, until):
    """Guard off: `price_change_apart` does not stand."""
    statement = _definition()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalog_pricechange DROP CONSTRAINT price_change_apart")
    try:
        assert until(lambda: planned_at_once(race)[1] > 1)
    finally:
        PriceChange.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE catalog_pricechange ADD CONSTRAINT price_change_apart {statement}")


def _definition() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'price_change_apart'"
        )
        return cursor.fetchone()[0]


def test_of_two_sweeps_each_price_is_moved_by_one(race):
    for _ in range(4):
        plan(factories.variant())
    answers = race(3, lambda _i: repricing.start_due())
    assert sum(answers) == 4
    assert Event.objects.filter(name="price_change.started").count() == 4


def test_a_sweep_killed_between_two_prices_goes_on(race):
    """The second price is held until the sweep's own connection has been ended by the server."""
    first, second = factories.variant(), factories.variant()
    plan(first)
    plan(second)
    sweeper = Thread(target=_swept, daemon=True)

    with transaction.atomic():
        list(Price.objects.select_for_update().filter(variant=second))
        sweeper.start()
        victim = _waiting_for_us()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [victim])
        sweeper.join(timeout=30)

    assert _states() == ["live", "planned"]
    repricing.start_due()
    assert _states() == ["live", "live"]
    assert set(Price.objects.values_list("amount", flat=True)) == {Decimal(190)}


def _swept() -> None:
    try:
        repricing.start_due()
    finally:
        connection.close()


def _states() -> list[str]:
    return list(PriceChange.objects.order_by("pk").values_list("state", flat=True))


def _waiting_for_us() -> int:
    """The backend that waits for a lock of ours."""
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if row := cursor.fetchone():
                return row[0]
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.05)")
    raise AssertionError("nobody waits")


def test_prices_of_one_product_that_change_at_one_moment_are_all_in_its_range(race):
    """Whoever writes the range second has seen the first one's price."""
    assert [_range(race) for _ in range(4)] == [(100, 103)] * 4


def _range(race) -> tuple[Decimal, Decimal]:
    product = factories.product()
    variants = [factories.variant(product=product) for _ in range(4)]
    race(4, lambda i: products.set_price(variant=variants[i], amount=Decimal(100 + i)))
    product.refresh_from_db()
    return product.price_from, product.price_to
