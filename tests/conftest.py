"""What every test stands on."""

import os
from pathlib import Path

import pytest

from minishop import embedded


def pytest_unconfigure(config: pytest.Config) -> None:
    """The services are stopped by the main process, after its workers have let go of theirs."""
    if not hasattr(config, "workerinput"):
        embedded.give_back(Path(os.environ["DATA_DIR"]), patience=3)
