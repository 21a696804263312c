"""After an erasure nothing in the database or the storage tells of the person, and the books still add up."""

import pytest
from django.db import connection
from django.db.models.fields.files import FieldFile

from members.accounts.models import User
from members.rights import services as rights
from members.rights.models import DataCopy
from minishop import audit, events
from minishop.events.models import Event
from orders.orders.models import Order
from orders.pickup.models import Pickup
from tests.corruption import findings
from tests.members.rights.people import EMAIL, PHONE, somebody

pytestmark = pytest.mark.django_db


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


def broken() -> dict[str, int]:
    """How much each row of the audit finds: the factories' money was told by nobody."""
    return {result.row.code: len(result.findings) for result in audit.run()}


def named(user: User) -> list[FieldFile]:
    """The files that rows about the person name."""
    drawn = Pickup.objects.filter(fulfilment__order__user=user).exclude(qr="")
    return [pickup.qr for pickup in drawn] + [copy.file for copy in DataCopy.objects.filter(user=user)]


def test_no_table_and_no_file_tells_of_the_person():
    person = somebody()
    before = {table for table, _marker in traces(person.markers)}
    assert {"members_user", "orders_order", "orders_shippingaddress", "minishop_message"} <= before
    files, was_broken = named(person.user), broken()
    assert [file.storage.exists(file.name) for file in files] == [True, True]

    rights.ask(person=person.user)
    assert rights.carry_out(person_id=person.user.pk)
    events.sweep()

    assert traces(person.markers) == []
    assert [file.storage.exists(file.name) for file in files] == [False, False]
    assert broken() == was_broken
    assert [found for code in ("D1", "D1.kept", "D1.agreed") for found in findings(code)] == []


def test_the_books_stay():
    person = somebody()
    kept = ("pk", "number", "total", "placed_at", "paid_at", "state", "user_id")
    before = list(Order.objects.order_by("pk").values_list(*kept))

    rights.ask(person=person.user)
    rights.carry_out(person_id=person.user.pk)

    assert list(Order.objects.order_by("pk").values_list(*kept)) == before
    assert Event.objects.filter(name="member.erased", subject=f"user:{person.user.pk}").count() == 1


def test_the_same_phone_opens_a_fresh_account():
    person = somebody()
    rights.ask(person=person.user)
    rights.carry_out(person_id=person.user.pk)

    again = User.objects.create_user(phone=PHONE, email=EMAIL)

    assert again.pk != person.user.pk
    assert not Order.objects.of(again).exists()
