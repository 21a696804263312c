"""What waits to be settled keeps nothing behind it waiting."""

import pytest

from orders.earning import tasks
from orders.earning.models import OrderEarning
from orders.returns import services as returns
from orders.returns.rules import Piece
from tests.orders.earning import club

pytestmark = pytest.mark.django_db


def test_orders_whose_returns_are_open_hold_up_none_behind_them(monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 1)
    asked = club.arrived(club.bought(), days=1)
    asked.lines.update(sent=1)
    pieces = [Piece(asked.lines.get(), 1)]
    returns.ask(order=asked, pieces=pieces, kind="return", reason="changed_mind", back="post", key="k")
    club.arrived(asked)
    kept = club.arrived(club.bought())

    tasks.settle_earnings()

    waits = OrderEarning.objects.filter(settled_at=None).values_list("order", flat=True)
    assert (list(waits), kept.earning.points) == ([asked.pk], 238)
