"""What someone was doing when it turned out that they were not signed in."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from members.accounts.models import User
from members.resuming import services as resuming

pytestmark = pytest.mark.django_db

FORM = {"name": "Wen", "language": "en", "birthday": "1990-05-06"}


@pytest.fixture
def wen() -> User:
    return User.objects.create_user(phone="+8613800138000")


def test_a_page_is_come_back_to(client):
    assert client.get("/me/profile/?a=1")["Location"] == "/sign-in/?next=/me/profile/%3Fa%3D1"


def test_a_form_is_kept_and_repeated_by_one_tap(client, wen):
    answer = client.post("/me/profile/", FORM)
    assert answer["Location"] == "/sign-in/?next=/sign-in/resume/"
    assert "What you were doing is kept" in client.get(answer["Location"]).text
    client.force_login(wen)
    page = client.get("/sign-in/resume/")
    action = re.search(r'<form class="mt5" action="([^"]*)"', page.text)[1]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    client.post(action, {name: fields[name] for name in FORM})
    wen.refresh_from_db()
    assert (wen.name, str(wen.birthday)) == ("Wen", "1990-05-06")


def test_it_is_shown_once(client, wen):
    client.post("/me/profile/", FORM)
    client.force_login(wen)
    client.get("/sign-in/resume/")
    assert client.get("/sign-in/resume/")["Location"] == "/me/"


def test_it_is_forgotten_after_a_quarter_of_an_hour(client, wen):
    client.post("/me/profile/", FORM)
    client.force_login(wen)
    with time_machine.travel(datetime.now().astimezone() + timedelta(minutes=16)):
        assert client.get("/sign-in/resume/")["Location"] == "/me/"


def test_a_guest_is_shown_nothing_of_it(client):
    client.post("/me/profile/", FORM)
    assert client.get("/sign-in/resume/")["Location"] == "/me/"
    assert client.session[resuming.KEPT]["fields"]["name"] == ["Wen"]


@pytest.mark.parametrize("field", ["password", "new_password", "code", "token", "answer"])
def test_secrets_are_never_kept(client, field):
    answer = client.post("/me/profile/", FORM | {field: "hush"})
    assert answer["Location"] == "/sign-in/?next=/"
    assert resuming.KEPT not in client.session


def test_files_and_loads_are_never_kept(client):
    client.post("/me/profile/", FORM | {"file": SimpleUploadedFile("a.txt", b"a")})
    client.post("/me/profile/", FORM | {"name": "x" * 70_000})
    assert resuming.KEPT not in client.session


def test_what_was_typed_is_written_as_text(client, wen):
    client.post("/me/profile/", FORM | {"name": '"><script>alert(1)</script>'})
    client.force_login(wen)
    assert "<script>alert" not in client.get("/sign-in/resume/").text
