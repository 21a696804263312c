from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop import events
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.returns import services as returns
from orders.returns.models import Return
from tests import factories
from tests.orders.returns import asking
from tests.orders.returns.asking import counters, shelf

pytestmark = pytest.mark.django_db


def nobody_comes(order) -> None:
    part = order.fulfilments.get()
    fulfilment.ready(fulfilment=part)
    over(part)


def over(part) -> None:
    Fulfilment.objects.filter(pk=part.pk).update(keep_until=Now() - timedelta(days=1))
    fulfilment.no_show(fulfilment=part)
    events.sweep()


def test_what_nobody_came_for_goes_back_to_the_shelf_and_its_money_to_the_shopper():
    order = factories.order()

    nobody_comes(order)

    row = Return.objects.get()
    assert (row.source, row.kind, row.state, row.is_automatic) == ("no_show", "refund", "refunding", True)
    assert (asking.back(), shelf(order), counters(order)) == ([238], 5, (0, 1, 1, 0))
    order.refresh_from_db()
    assert (order.state, order.fulfilments.get().state) == ("cancelled", "cancelled")


def test_above_the_limit_staff_decide(settings):
    order = factories.order(pieces=2)

    nobody_comes(order)

    assert (Return.objects.get().state, asking.back(), counters(order)) == ("asked", [], (0, 2, 2, 0))


def test_those_returns_are_not_counted_as_the_members_own(settings):
    settings.RETURN_AUTO_A_MONTH = 1
    nobody_comes(factories.order())

    assert asking.ask(asking.sent(pieces=1)).state == "awaited"


def test_kept_after_all_and_forgotten_again_it_is_asked_back_again():
    order = factories.order(pieces=2)
    nobody_comes(order)
    returns.refuse(request=Return.objects.get(), answer="They come on Friday", actor=factories.staff("admin"))
    part = fulfilment.keep(fulfilment=order.fulfilments.get(), days=3)
    assert (part.state, counters(order)) == ("ready", (0, 0, 0, 0))

    over(part)

    assert list(Return.objects.order_by("pk").values_list("state", flat=True)) == ["refused", "asked"]
    assert counters(order) == (0, 2, 2, 0)


def test_told_twice_it_is_asked_back_once(settings):
    order = factories.order(pieces=2)
    nobody_comes(order)

    events.sweep()

    assert Return.objects.count() == 1
