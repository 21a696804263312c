from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.shelf import services as shelf


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Pictures of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    """Nothing another test read is still kept."""
    shelf.forget()
    yield
    shelf.forget()
