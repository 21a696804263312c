"""Each row fires when one record is corrupted; append-only triggers are set aside to corrupt it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from minishop import audit
from orders.fulfilment.models import Fulfilment
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from orders.scanning import services as scanning
from orders.scanning.models import Scan
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over() -> Scan:
    house = factories.store()
    code = pickup.prepare(order=factories.order(at=house))[0]
    staff = factories.staff(store=house)
    return scanning.confirm(pickup=code, staff=staff, store=house, nonce=uuid4().hex).scan


def past_triggers(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def found(code: str) -> int:
    return len(audit.run(code)[0].findings)


def test_an_honest_hand_over_is_clean(handed_over: Scan) -> None:
    assert [found(code) for code in ("Q1", "Q1.effect", "Q1.right")] == [0, 0, 0]


def test_two_successes_for_one_code_are_found(handed_over: Scan) -> None:
    past_triggers("DROP INDEX scan_hands_over_once")
    Scan.objects.create(
        nonce=uuid4().hex,
        store=handed_over.store,
        staff=handed_over.staff,
        right=handed_over.right,
        pickup=handed_over.pickup,
        outcome=Scan.Outcome.HANDED_OVER,
    )
    assert found("Q1") == 1


@pytest.mark.parametrize(
    "corrupt",
    [
        lambda scan: Pickup.objects.filter(pk=scan.pickup_id).update(collected_at=None),
        lambda scan: Pickup.objects.filter(pk=scan.pickup_id).update(collected_by=factories.staff()),
        lambda scan: Fulfilment.objects.filter(pk=scan.pickup.fulfilment_id).update(state="ready"),
    ],
)
def test_an_effect_that_is_absent_is_found(handed_over: Scan, corrupt: Callable[[Scan], int]) -> None:
    corrupt(handed_over)
    assert found("Q1.effect") == 1


def test_a_hand_over_in_another_house_is_found(handed_over: Scan) -> None:
    past_triggers("UPDATE orders_scan SET store_id = %s WHERE id = %s", factories.store().pk, handed_over.pk)
    assert found("Q1.right") == 1


def test_a_scan_is_never_changed_or_deleted(handed_over: Scan) -> None:
    from django.db import DatabaseError, transaction

    for change in (lambda: Scan.objects.update(outcome="unknown"), lambda: Scan.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Scan.objects.get().outcome == Scan.Outcome.HANDED_OVER
