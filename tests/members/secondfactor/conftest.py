from collections.abc import Callable

import pyotp
import pytest
from django.test import Client

from members.accounts.models import User
from members.secondfactor import services as second
from members.secondfactor.models import Authenticator
from members.staff import roles
from members.staff import services as staff
from minishop import clock
from minishop.limits.models import Allowance
from tests.members.passkeys.authenticator import ORIGIN

PASSWORD = "a long walk home"


@pytest.fixture(autouse=True)
def asked_for(settings) -> None:
    """The shop asks its staff for a second factor."""
    settings.STAFF_SECOND_FACTOR = True
    settings.PUBLIC_URL = ORIGIN


@pytest.fixture
def engage(db) -> Callable[..., User]:
    staff.ensure_groups()

    def make(role: roles.Role = roles.ADMINS, email: str = "") -> User:
        email = email or f"{role.name.split()[0].lower()}@shop.example"
        return staff.engage(email=email, name=role.name, role=role, password=PASSWORD)

    return make


def digits_of(seed: str, ahead: int = 0) -> str:
    """What the app shows now, or some steps ahead."""
    step = int(clock.now().timestamp()) // second.STEP + ahead
    return pyotp.TOTP(second.secret_of(seed)).generate_otp(step)


@pytest.fixture
def equip() -> Callable[[User], Authenticator]:
    """The person has an app, whose digits of now were never used."""

    def make(user: User) -> Authenticator:
        codes = [second._digest(user, code) for code in ("aaaabbbb", "ccccdddd")]
        return Authenticator.objects.create(user=user, secret=second.new_seed(), recovery=codes)

    return make


@pytest.fixture
def knock() -> Callable[..., Client]:
    """A browser that gave e-mail and password, and nothing else."""

    def make(user: User) -> Client:
        client = Client()
        client.post("/admin/login/", {"username": user.email, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(user.pk)
        return client

    return make


@pytest.fixture
def patience() -> Callable[[], None]:
    return lambda: Allowance.objects.all().delete() and None
