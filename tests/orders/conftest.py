from collections.abc import Callable

import pytest

from members.accounts.models import User
from members.tokens import services as tokens


@pytest.fixture
def bearer() -> Callable[..., dict[str, str]]:
    """The headers of a program that holds a member's token with some scopes."""

    def headers(user: User, *scopes: str) -> dict[str, str]:
        _token, key = tokens.issue(user=user, name="Till", scopes=scopes, days=30)
        return {"Authorization": f"Bearer {key}"}

    return headers
