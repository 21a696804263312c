"""After an erasure nothing in the database or the storage tells of the person, and the books still add up."""

from pathlib import Path

import pytest
from django.db import connection

from members.accounts.models import User
from members.rights import services as rights
from minishop import audit, events
from minishop.events.models import Event
from orders.orders.models import Order
from tests.members.rights.people import EMAIL, PHONE, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    options = {"location": str(tmp_path / "private")}
    settings.STORAGES = settings.STORAGES | {"private": settings.STORAGES["private"] | {"OPTIONS": options}}
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def dumped() -> dict[str, list[str]]:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def traces(markers) -> list[tuple[str, str]]:
    return [
        (table, marker)
        for table, rows in dumped().items()
        for marker in markers
        if any(marker in row for row in rows)
    ]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_table_and_no_file_tells_of_the_person(own_storage):
    person = somebody()
    before = {table for table, _marker in traces(person.markers)}
    assert {"members_user", "orders_order", "orders_shippingaddress", "minishop_message"} <= before
    assert files(own_storage)

    rights.ask(person=person.user)
    assert rights.carry_out(person_id=person.user.pk)
    events.sweep()

    assert traces(person.markers) == []
    assert files(own_storage) == []
    assert [found for result in audit.run() for found in result.findings] == []


def test_the_books_stay(own_storage):
    person = somebody()
    kept = ("pk", "number", "total", "placed_at", "paid_at", "state", "user_id")
    before = list(Order.objects.order_by("pk").values_list(*kept))

    rights.ask(person=person.user)
    rights.carry_out(person_id=person.user.pk)

    assert list(Order.objects.order_by("pk").values_list(*kept)) == before
    assert Event.objects.filter(name="member.erased", subject=f"user:{person.user.pk}").count() == 1


def test_the_same_phone_opens_a_fresh_account(own_storage):
    person = somebody()
    rights.ask(person=person.user)
    rights.carry_out(person_id=person.user.pk)

    again = User.objects.create_user(phone=PHONE, email=EMAIL)

    assert again.pk != person.user.pk
    assert not Order.objects.of(again).exists()
