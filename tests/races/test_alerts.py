"""Two handlers with the same news; one that is killed half-way."""

from threading import Event
from time import sleep

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now

from catalog.alerts import services as alerts
from catalog.alerts.models import StockAlert
from minishop.notify.models import Message
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def waiting():
    variant = factories.variant()
    for i in range(PEOPLE):
        alerts.ask(variant=variant, email=f"wen{i}@{variant.pk}.example", asker=f"10.{variant.pk}.0.{i}")
    return variant


def test_of_two_handlers_each_person_is_told_by_one(race):
    variant = waiting()

    answers = race(4, lambda _i: alerts.tell(variant.pk))

    assert sum(answers) == PEOPLE
    assert Message.objects.filter(kind="back-in-stock").count() == PEOPLE


def test_without_the_taking_two_tell_the_same_people(race, until, monkeypatch):
    """Guard off: rows are read unlocked and taken without condition; both then write their messages."""

    def read(variant_id: int):
        return StockAlert.objects.waiting().filter(variant=variant_id).order_by("pk")

    def take(row: StockAlert) -> bool:
        StockAlert.objects.filter(pk=row.pk).update(told_at=Now(), email="", phone="")
        return True

    monkeypatch.setattr(alerts, "_waiting", read)
    monkeypatch.setattr(alerts, "_take", take)

    def damaged() -> bool:
        variant = waiting()
        answers = race(4, lambda _i: alerts.tell(variant.pk))
        return sum(answer for answer in answers if isinstance(answer, int)) > PEOPLE

    assert until(damaged)


def test_killed_half_way_each_is_told_once(race):
    variant = waiting()

    def killed(_i: int) -> None:
        with transaction.atomic():
            alerts.tell(variant.pk)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    assert isinstance(race(1, killed)[0], OperationalError)
    assert StockAlert.objects.waiting().count() == PEOPLE
    assert not Message.objects.exists()

    assert alerts.tell(variant.pk) == PEOPLE
    assert alerts.tell(variant.pk) == 0
    assert Message.objects.filter(kind="back-in-stock").count() == PEOPLE


def test_whoever_asks_again_while_others_are_told_is_told_too(race):
    """A wish that another holds for a moment is waited for: no other news of the piece comes."""
    variant = waiting()
    held = Event()

    def one(i: int) -> int:
        if i == 0:
            held.wait(timeout=30)
            return alerts.tell(variant.pk)
        with transaction.atomic():
            list(StockAlert.objects.select_for_update()[:1])
            held.set()
            sleep(0.3)
        return 0

    assert race(2, one) == [PEOPLE, 0]
