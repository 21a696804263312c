"""Few left: told once for each fall, written at most once an hour."""

import pytest
from django.core.management import call_command

from minishop.events.models import Event
from minishop.limits.models import Allowance
from minishop.notify.models import Message
from orders.stock import digests, levels
from orders.stock import services as stock
from orders.stock.models import StockItem
from orders.stock.services import Hold
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return factories.store(name="Wukang Road")


@pytest.fixture
def lipstick(house):
    return factories.variant(stock={house: 5})


@pytest.fixture
def clerk(house):
    call_command("ensure_roles")
    person = factories.staff(store=house, language="en")
    person.user_permissions.add(_view())
    return type(person).objects.get(pk=person.pk)


def _view():
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename="view_stockitem")


def take(variant, house, pieces: int, reference: str) -> None:
    stock.reserve(lines=[Hold(variant, house, pieces, reference)], expires_at=None)


def falls() -> int:
    return Event.objects.filter(name="stock.low").count()


def test_a_fall_is_told_once_and_again_after_a_rise(house, lipstick):
    take(lipstick, house, 1, "a")
    assert falls() == 0
    take(lipstick, house, 1, "b")
    take(lipstick, house, 1, "c")
    assert falls() == 1
    stock.release(references=["b", "c"])
    take(lipstick, house, 2, "d")
    assert falls() == 2


def test_each_item_may_have_a_level_of_its_own(house, lipstick):
    levels.warn_at(item=StockItem.objects.get(), level=0)
    take(lipstick, house, 4, "a")
    assert falls() == 0
    take(lipstick, house, 1, "b")
    assert falls() == 1


def test_raising_the_level_over_what_is_there_is_news(house, lipstick):
    levels.warn_at(item=StockItem.objects.get(), level=10)
    assert falls() == 1
    levels.warn_at(item=StockItem.objects.get(), level=11)
    assert falls() == 1


def test_those_who_work_there_are_written_to_once_an_hour(house, lipstick, clerk):
    factories.staff(store=factories.store())  # of another house
    take(lipstick, house, 3, "a")

    assert digests.write() == 1

    message = Message.objects.get(kind="low-stock")
    assert message.address == clerk.email
    assert lipstick.sku in message.body
    assert "2 left" in message.body
    assert not StockItem.objects.get().is_low_news

    other = factories.variant(stock={house: 4})
    take(other, house, 1, "b")
    assert digests.write() == 0
    Allowance.objects.filter(scope="low-stock").delete()
    assert digests.write() == 1
    assert Message.objects.filter(kind="low-stock").count() == 2


def test_what_rose_again_meanwhile_is_no_news(house, lipstick, clerk):
    take(lipstick, house, 3, "a")
    stock.release(references=["a"])

    assert digests.write() == 0

    assert not Message.objects.filter(kind="low-stock").exists()


def test_pieces_that_are_no_longer_counted_are_not_written_about(house, lipstick, clerk):
    take(lipstick, house, 4, "a")
    type(lipstick).objects.update(is_stock_tracked=False)

    assert digests.write() == 0

    assert not Message.objects.exists()
