import pytest

from tests import factories


@pytest.fixture
def house():
    factories.zone()
    return factories.store(code="wukang", name="Wukang Road")


@pytest.fixture
def veil(house):
    return factories.variant(stock={house: 5}, sku="VEIL")


@pytest.fixture
def held(veil):
    """The headers of a guest with one piece to be sent."""
    return {"Bag-Token": factories.cart((veil, 1)).token}
