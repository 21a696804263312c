from collections.abc import Iterator

import pytest

from tests.minishop.outbound import receiver as receivers
from tests.minishop.outbound.receiver import Receiver, says
from tests.minishop.push.browsers import Browser


@pytest.fixture
def service(settings) -> Iterator[Receiver]:
    """A push service on this machine."""
    with receivers.listening() as receiver:
        receiver.say = says(201)
        settings.FETCH_ALLOW = [receiver.door]
        yield receiver


@pytest.fixture
def phone(service) -> Browser:
    """A browser whose push service is ours."""
    return Browser(endpoint=f"{service.url}/device-1")
