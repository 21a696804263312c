from collections.abc import Iterator

import pytest

from .weixin import Weixin, open_weixin

APP, SECRET = "wx520c15f417810387", "a-secret-nobody-may-read"


@pytest.fixture
def weixin() -> Iterator[Weixin]:
    with open_weixin() as server:
        yield server


@pytest.fixture
def shop(weixin, settings) -> Weixin:
    """The shop's app is known to this WeChat."""
    settings.WECHAT_APP_ID, settings.WECHAT_APP_SECRET = APP, SECRET
    settings.WECHAT_API_BASE = weixin.base
    settings.PUBLIC_URL = "http://testserver"
    return weixin
