"""Invoices at the staff's desk: found by what people say of them, made again, and taken by the year."""

import csv
import io

import pytest
from django.urls import reverse

from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff
from orders.invoices.models import cabinet
from orders.invoices.values import Buyer
from tests.orders.invoices.selling import COMPANY, TAX_ID, back, issued, sold

pytestmark = pytest.mark.django_db
LIST = "/admin/orders/invoice/"


@pytest.fixture
def finance(client) -> User:
    staff.ensure_groups()
    person = staff.engage(email="fin@lune.example", name="Fin", role=roles.FINANCE, password="moonrise")
    client.force_login(person)
    return person


def taken(client, year):
    answer = client.get(reverse("admin:orders_invoice_year", args=[year]))
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize("asked", ["number", "order", "title", "tax"])
def test_an_invoice_is_found(client, finance, asked):
    row, other = issued(), issued(buyer=Buyer("Somebody else"))
    word = {"number": row.number, "order": row.order.number, "title": COMPANY.title, "tax": TAX_ID}[asked]

    page = client.get(LIST, {"q": word}).content.decode()

    assert row.number in page
    assert other.number not in page


def test_it_is_read_with_its_file_and_made_again(client, finance):
    row = issued()
    page = client.get(f"{LIST}{row.pk}/change/").content.decode()
    assert all(words in page for words in (row.number, TAX_ID, f"{row.number}.pdf", "¥488.00"))
    file = client.get(reverse("admin:orders_invoice_file", args=[row.pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    cabinet().delete(row.paper.pdf.name)

    client.post(f"{LIST}{row.pk}/do/redraw/")

    row.paper.refresh_from_db()
    assert cabinet().exists(row.paper.pdf.name)


def test_the_years_table_sums_up_and_holds_no_formula(client, finance):
    row = issued(sold(), Buyer("=HYPERLINK(1)", address="+1 Road"))
    back(row.order, "38.50", "return:1")

    rows = taken(client, row.year)

    assert [one["Kind"] for one in rows] == ["invoice", "credit_note"]
    assert [one["Total"] for one in rows] == ["488.00", "-38.50"]
    assert (rows[0]["Buyer"], rows[1]["Address"]) == ("'=HYPERLINK(1)", "'+1 Road")
    assert (rows[1]["Corrects"], rows[0]["Order"]) == (row.number, row.order.number)
    assert taken(client, row.year - 1) == []


def test_the_year_is_offered_to_whoever_may_take_it(client, finance):
    row = issued()
    assert f"year/{row.year}.csv" in client.get(LIST).content.decode()
    client.force_login(
        staff.engage(email="s@lune.example", name="Sue", role=roles.SERVICE, password="moonrise")
    )

    assert f"year/{row.year}.csv" not in client.get(LIST).content.decode()
    assert client.get(reverse("admin:orders_invoice_year", args=[row.year])).status_code == 403
