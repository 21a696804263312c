import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from minishop.limits.models import Allowance
from minishop.notify.models import Message


@pytest.fixture
def code_sent() -> Callable[[str], str]:
    """The digits of the newest message to an address."""

    def read(address: str) -> str:
        message = Message.objects.filter(kind="sign-in-code", address=address).latest("id")
        return re.search(r"\d{6}", message.body)[0]  # type: ignore[index]

    return read


@pytest.fixture
def patience() -> Callable[[], None]:
    """As if the visitor had come back days later: every allowance is whole again."""

    def wait() -> None:
        Allowance.objects.all().delete()

    return wait


@pytest.fixture
def visit() -> Callable[[], HttpRequest]:
    """A request with a session of its own."""
    from django.contrib.sessions.backends.db import SessionStore

    def make() -> HttpRequest:
        request = RequestFactory().post("/sign-in/")
        request.session = SessionStore()
        request.session.create()
        return request

    return make
