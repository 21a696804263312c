from collections.abc import Iterator

import pytest

from tests.catalog.fetching import web as webs
from tests.catalog.fetching.web import Web


@pytest.fixture
def web(settings) -> Iterator[Web]:
    """A host whose pictures may be fetched although it is no public one."""
    with webs.serving() as web:
        settings.FETCH_ALLOW = [web.door]
        yield web
