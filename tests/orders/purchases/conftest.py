import pytest

from members.accounts.models import User
from orders.stores.models import Store
from tests import factories


@pytest.fixture
def house() -> Store:
    return factories.store(name="Wukang Road")


@pytest.fixture
def clerk(house: Store) -> User:
    return factories.staff(store=house, name="Mei Chen")


@pytest.fixture
def wen() -> User:
    return factories.member(name="Wen Li")
