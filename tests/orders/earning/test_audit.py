"""One record is broken on purpose, and L5 fires."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models.functions import Now

from orders.earning.models import EarningLine, OrderEarning
from orders.orders.models import Order
from orders.returns.models import Return
from tests.corruption import corrupt, findings
from tests.orders.earning import club

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def order():
    """An order of three pieces, one of which came back a while ago."""
    order = club.bought(pieces=3)
    club.paid_back(order)
    Return.objects.update(agreed_at=Now() - timedelta(hours=1), closed_at=None, received_at=None)
    assert (club.kept(order), findings("L5")) == ((714, 238), [])
    return order


def whats():
    return [row["what"] for row in findings("L5")]


def test_it_fires_when_points_were_not_taken_back(order):
    OrderEarning.objects.update(reversed=0)

    assert whats() == ["points", "lot"]


def test_it_fires_when_nothing_in_the_points_books_says_so(order):
    corrupt("DELETE FROM members_pointsreversal")

    assert whats() == ["lot"]


def test_it_fires_when_what_counts_towards_a_tier_was_not_taken_back(order):
    OrderEarning.objects.update(spend_reversed=0)

    assert whats() == ["spend"]


def test_it_fires_when_a_return_was_forgotten(order):
    EarningLine.objects.update(gone=0)
    OrderEarning.objects.update(reversed=0, spend_reversed=0)
    corrupt("DELETE FROM members_pointsreversal")

    assert whats() == [f"line {order.lines.get().pk}"]


def test_it_fires_when_all_the_money_of_an_order_went_back(order):
    Order.objects.update(payment_state="refunded")

    assert whats() == ["all of it went back"]
    assert findings("L5")[0]["counted"] == Decimal(714)
