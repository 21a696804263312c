import pytest

from tests import factories
from tests.minishop.api import toys


@pytest.fixture
def toy_shop(settings, db):
    settings.ROOT_URLCONF = "tests.minishop.api.toys"
    toys.done.clear()
    toys.Kept.state = {"name": "bear"}


@pytest.fixture
def wen(db):
    return factories.member()
