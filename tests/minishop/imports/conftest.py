import pytest

from tests.minishop.imports.desk import Desk


@pytest.fixture
def desk(db) -> Desk:
    """Someone at the import desk who may do everything."""
    return Desk()
