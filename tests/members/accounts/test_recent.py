"""What is grave asks once more who one is, and lets one go on."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from members.accounts.models import User
from members.accounts.recent import is_recent, recent

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"


@pytest.fixture
def wen(client, code_sent) -> User:
    """Signed in by a code, just now."""
    client.post(reverse("sign-in-code"), {"country": "CN", "phone": "13800138000"})
    client.post("/sign-in/", {"code": code_sent(PHONE)})
    return User.objects.get(phone=PHONE)


def later(minutes: int):
    return time_machine.travel(datetime.now().astimezone() + timedelta(minutes=minutes))


@recent
def grave(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def asked(client, user, method: str = "get") -> HttpResponse:
    request = getattr(RequestFactory(), method)("/grave/?a=1", {"b": "2"} if method == "post" else None)
    request.user, request.session = user, client.session
    answer = grave(request)
    request.session.save()
    return answer


def test_who_just_came_in_goes_on(client, wen):
    assert asked(client, wen).content == b"done"


def test_who_came_in_long_ago_proves_it_and_comes_back(client, wen, code_sent, patience):
    with later(11):
        assert asked(client, wen)["Location"] == "/me/confirm/?next=/grave/%3Fa%3D1"
        address = "/me/confirm/?next=/grave/"
        patience()
        assert "•" not in client.get(address).text
        client.post(address)
        wrong = f"{(int(code_sent(PHONE)) + 1) % 1_000_000:06d}"
        assert client.post(address, {"code": wrong}).status_code == 400
        assert asked(client, wen).status_code == 302
        assert client.post(address, {"code": code_sent(PHONE)})["Location"] == "/grave/"
        assert asked(client, wen).content == b"done"


def test_a_grave_form_is_kept_meanwhile(client, wen):
    with later(11):
        assert asked(client, wen, "post")["Location"] == "/me/confirm/?next=/sign-in/resume/"
        assert client.session["interrupted"]["fields"] == {"b": ["2"]}


def test_the_code_of_another_address_proves_nothing(client, wen, code_sent, patience):
    with later(11):
        patience()
        client.post("/me/confirm/?next=/grave/")
        patience()
        client.post(reverse("sign-in-code"), {"country": "CN", "phone": "13800138001"})
        assert client.post("/me/confirm/", {"code": code_sent("+8613800138001")}).status_code == 400


def test_a_session_that_never_said_when_is_not_recent(client):
    request = RequestFactory().get("/")
    request.session = client.session
    assert not is_recent(request)
