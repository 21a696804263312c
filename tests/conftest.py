"""What every test stands on."""

import os
from pathlib import Path

import pytest

from minishop import embedded


def pytest_unconfigure(config: pytest.Config) -> None:
    """The services are stopped by the main process, after its workers have let go of theirs."""
    if not hasattr(config, "workerinput"):
        embedded.give_back(Path(os.environ["DATA_DIR"]), patience=3)


@pytest.fixture(autouse=True)
def house_brand() -> None:
    """Pages show the house's own brand without a query, unless a test changes it."""
    from minishop.brand import services as brands
    from minishop.brand.models import Brand

    brands.remember(Brand(pk=1))
