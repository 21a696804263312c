from collections.abc import Callable

import pytest

from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff

PASSWORD = "a long walk home"


@pytest.fixture
def groups(db) -> None:
    staff.ensure_groups()


@pytest.fixture
def engage(groups) -> Callable[..., User]:
    def make(role: roles.Role, email: str = "") -> User:
        email = email or f"{role.name.split()[0].lower()}@shop.example"
        return staff.engage(email=email, name=role.name, role=role, password=PASSWORD)

    return make


@pytest.fixture
def superuser(db) -> User:
    return User.objects.create_superuser(email="owner@shop.example", password=PASSWORD)
