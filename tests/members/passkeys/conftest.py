from collections.abc import Callable

import pytest
from django.test import Client

from members.accounts.models import User
from members.passkeys.models import Passkey
from tests import factories

from .authenticator import ORIGIN, Authenticator


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.PUBLIC_URL = ORIGIN


@pytest.fixture
def wen(db) -> User:
    return factories.member()


@pytest.fixture
def enrol() -> Callable[..., Authenticator]:
    """A device that has made a passkey for the person, in a browser of its own."""

    def make(user: User, device: Authenticator | None = None) -> Authenticator:
        device, client = device or Authenticator(), Client()
        client.force_login(user)
        options = client.post("/me/passkeys/invitation/").text
        answer = client.post("/me/passkeys/", {"answer": device.make(options)})
        assert answer.status_code == 302, answer.status_code
        assert Passkey.objects.filter(user=user).exists()
        return device

    return make
