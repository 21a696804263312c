from collections.abc import Callable

import pytest

from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff
from orders.stores.models import Store, StoreStaff


@pytest.fixture
def works(db, client) -> Callable[..., User]:
    """Someone of that role is signed in, in that store."""
    staff.ensure_groups()

    def enter(role: roles.Role, *houses: Store) -> User:
        email = f"{role.name.split()[0].lower()}@shop.example"
        person = staff.engage(email=email, name=role.name, role=role, password="a long walk home")
        for house in houses:
            StoreStaff.objects.create(store=house, user=person)
        client.force_login(person)
        return person

    return enter
