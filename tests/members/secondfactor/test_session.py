"""A session that was given another key is the same device still; a reset leaves nothing open."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from members.devices.models import Device
from members.secondfactor import services as second
from minishop.push.models import Subscription

from .conftest import PASSWORD, digits_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(engage, equip, knock):
    """A browser that gave the password and then the digits."""
    person = engage()
    app, client = equip(person), knock(person)
    client.get("/staff/second-factor/")
    client.post("/staff/second-factor/", {"typed": digits_of(app.secret)})
    return person, client


def later(client) -> int:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        return client.get("/admin/").status_code


def test_who_gave_the_digits_stays_in(inside):
    person, client = inside
    assert Device.objects.get(user=person).session_key == client.session.session_key
    assert later(client) == 200


def test_who_changed_the_password_stays_in(inside):
    person, client = inside
    new = "another long walk home"
    told = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", told).status_code == 302
    assert later(client) == 200
    assert Device.objects.get(user=person).session_key == client.session.session_key


def test_a_reset_leaves_no_session_no_row_and_no_phone_that_is_told(inside):
    person, client = inside
    key = client.session.session_key
    Subscription.objects.create(
        user=person, session_key=key, endpoint="https://push.example/1", p256dh="x", auth="y"
    )
    second.reset(user=person)
    assert not Device.objects.filter(user=person).exists()
    assert not Session.objects.filter(session_key=key).exists()
    assert not Subscription.objects.filter(user=person).exists()
