"""Points at the cashier: so many, why so many, and nothing that two ticks would make untrue."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.lots.models import PointsProgramme
from members.points import services as points
from payments.attempts.models import Payment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(client):
    """A signed-in member's order of ¥238, who has 20,000 points; a hundred are worth ¥1."""
    PointsProgramme.objects.create(starts_at=timezone.now() - timedelta(days=1), cap_percent=50)
    order = factories.order(paid=False, user=factories.member())
    points.earn(user=order.user, points=20_000, kind="grant", source="gift:1")
    client.force_login(order.user)
    return order


def page(client, order):
    return client.get(f"/pay/{order.number}/").content.decode()


def pay(client, order, **data):
    return client.post(f"/pay/{order.number}/", {"method": "sandbox"} | data)


def test_the_page_says_why_it_is_so_much(client, order):
    html = page(client, order)

    assert "Use points ¥119" in html
    assert "You have ¥200. Then ¥119 is left to pay." in html
    assert "11,900 points: 100 are ¥1, and they pay up to 50% of an order." in html
    assert 'name="with-points" value="119.00">' in html


def test_ticked_they_are_held_and_the_gateway_asks_for_the_rest(client, order):
    pay(client, order, **{"with-points": "119.00"})

    there = points.figures(order.user)
    assert (there.free, there.held, Payment.objects.get().amount) == (8_100, 11_900, 119)


def test_beside_credit_no_sum_is_told_that_two_ticks_would_change(client, order):
    factories.credit(order.user, 300)

    html = page(client, order)
    assert "Left to pay" not in html
    assert 'class="without"' not in html

    pay(client, order, **{"with-points": "119.00", "with-store-credit": "238.00"})
    tenders = dict(order.tenders.values_list("kind", "amount"))
    assert tenders == {"points": Decimal(119), "store-credit": Decimal(119)}
    order.refresh_from_db()
    assert order.payment_state == "paid"


def test_fewer_than_the_page_told_charge_nothing(client, order):
    points.grant(
        user=order.user, points=-15_000, reason="correction", key="k", actor=factories.staff("admin")
    )

    pay(client, order, **{"with-points": "119.00"})

    assert (points.figures(order.user).held, Payment.objects.count()) == (0, 0)
    assert "There are fewer points to use than before." in page(client, order)
