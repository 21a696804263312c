"""One invoice for an order, numbered without gaps, for all that was agreed."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from catalog.products.models import Product
from minishop.brand import services as brands
from minishop.events.models import Event
from orders.invoices import services as invoices
from orders.invoices.models import Invoice, InvoiceBuyer, InvoiceSeries
from orders.invoices.values import Buyer, NotInvoiceable
from orders.orders.models import Order
from tests import factories
from tests.orders.invoices.selling import COMPANY, TAX_ID, back, issued, sold

pytestmark = pytest.mark.django_db


def test_it_says_what_was_agreed_and_who_sells_and_buys():
    brands.change(name="Lune", contact={"company": "Lune Ltd."})
    order = sold()

    row = issued(order)

    assert (row.total, row.tax, row.currency) == (order.total, order.tax_included, "CNY")
    assert [line["amount"] for line in row.lines] == ["476.00", "12.00"]
    assert row.lines[0] | {"quantity": 2, "unit_price": "238.00"} == row.lines[0]
    assert row.seller["company"] == "Lune Ltd."
    buyer = row.made_out
    assert (buyer.title, buyer.tax_id, buyer.kind) == (COMPANY.title, TAX_ID, "company")


def test_numbers_follow_one_another_within_the_year():
    year = timezone.localdate().year

    assert [issued().number for _ in range(3)] == [f"INV-{year}-{n:06d}" for n in (1, 2, 3)]


def test_what_was_refused_takes_no_number():
    issued()
    with pytest.raises(NotInvoiceable):
        issued(factories.order(paid=False))
    with transaction.atomic():
        issued()
        transaction.set_rollback(True)

    assert issued().sequence == 2
    assert InvoiceSeries.objects.get().last == 2


def test_asked_again_it_is_the_same_one():
    order = sold()
    first = issued(order)

    again = issued(order, Buyer("Somebody else"))

    assert again == first
    assert InvoiceBuyer.objects.get().title == COMPANY.title
    assert Event.objects.filter(name="invoice.issued").count() == 1


def test_an_unpaid_order_has_none():
    with pytest.raises(NotInvoiceable) as refusal:
        issued(factories.order(paid=False))

    assert refusal.value.why == "unpaid"
    assert not Invoice.objects.exists()
    assert not InvoiceSeries.objects.exists()


def test_an_order_all_of_whose_money_went_back_has_none():
    order = sold()
    back(order, "488", "return:1")

    with pytest.raises(NotInvoiceable) as refusal:
        issued(order)

    assert refusal.value.why == "nothing"
    assert not Invoice.objects.exists()


def test_titles_are_those_of_the_order_for_ever():
    row = issued()
    before = row.lines
    Product.objects.update(title="Renamed")

    row.refresh_from_db()
    assert row.lines == before
    assert invoices.issue(order=row.order, buyer=COMPANY).lines == before


@pytest.mark.parametrize("rows", [Invoice, InvoiceBuyer])
def test_what_was_issued_is_never_changed(rows):
    row = issued()
    change = {Invoice: {"total": 1}, InvoiceBuyer: {"title": "Somebody else"}}[rows]

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.objects.update(**change)

    row.refresh_from_db()
    assert (row.total, row.made_out.title) == (Decimal(488), COMPANY.title)


def test_what_was_issued_is_never_deleted():
    row = issued()
    row.made_out.delete()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Invoice.objects.filter(pk=row.pk).delete()

    assert Invoice.objects.count() == 1


def test_an_order_in_chinese_has_a_chinese_invoice():
    assert issued(sold(language="zh-hans")).language == "zh-hans"


def test_an_order_keeps_its_invoice_when_two_accounts_become_one():
    kept, gone = factories.member(), factories.member()
    row = issued(sold(user=gone))
    Order.objects.of(gone).update(user=kept)

    assert list(Invoice.objects.filter(order__user=kept)) == [row]
