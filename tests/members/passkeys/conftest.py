from collections.abc import Callable
from time import time

import pytest
from django.test import Client

from members.accounts.models import User
from members.accounts.services import SIGNED_IN
from members.passkeys.models import Passkey
from tests import factories

from .authenticator import ORIGIN, Authenticator


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.PUBLIC_URL = ORIGIN


@pytest.fixture
def wen(db) -> User:
    return factories.member()


def came(client: Client, user: User, *, way: str = "code", ago: int = 0) -> None:
    """The person signed in by this way, just now or some seconds ago."""
    client.force_login(user)
    session = client.session
    session[SIGNED_IN] = {"way": way, "at": int(time()) - ago}
    session.save()


@pytest.fixture
def enrol() -> Callable[..., Authenticator]:
    """A device that has made a passkey for the person, in a browser of its own."""

    def make(user: User, device: Authenticator | None = None) -> Authenticator:
        device, client = device or Authenticator(), Client()
        came(client, user)
        options = client.post("/me/passkeys/invitation/").text
        answer = client.post("/me/passkeys/", {"answer": device.make(options)})
        assert answer.status_code == 302, answer.status_code
        assert Passkey.objects.filter(user=user).exists()
        return device

    return make
