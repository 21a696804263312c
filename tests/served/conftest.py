"""The demo shop served as its own processes, the same one the journeys visit."""

from collections.abc import Iterator

import pytest

from tests.journeys import shop
from tests.served.house import House


@pytest.fixture(scope="session")
def served_shop() -> Iterator[House]:
    """Where the shop is, and a way to run its own commands beside it."""
    address = shop.open_shop()
    yield House(address, shop.data_dir())
    shop.leave_shop()
