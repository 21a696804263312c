from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop import events
from minishop.events import registry
from minishop.events.models import Delivery
from tests.corruption import corrupt, findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def delivery(monkeypatch) -> Delivery:
    monkeypatch.setattr(registry, "_handlers", {})
    events.on("thing.happened")(lambda event: None)
    event = events.emit("thing.happened")
    assert findings("J1") == []
    return event.deliveries.get()


def told() -> list[str]:
    return [found["state"] for found in findings("J1")]


def test_J1_fires_when_work_waits_past_its_limit():
    Delivery.objects.update(run_at=Now() - timedelta(minutes=6))
    assert told() == ["pending"]


def test_J1_fires_when_work_outlives_its_lease():
    Delivery.objects.update(state="running", leased_until=Now() - timedelta(minutes=3))
    assert told() == ["running"]


def test_J1_fires_when_work_is_dead_and_nobody_was_told(delivery):
    corrupt("UPDATE minishop_delivery SET state = 'dead'")
    assert told() == ["dead"]
    events.emit("delivery.dead", subject=delivery)
    assert told() == []
