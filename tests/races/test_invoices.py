"""Invoices at once are numbered without gaps; an order has one, and its credit notes never exceed it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from orders.invoices import services as invoices
from orders.invoices.models import Invoice, InvoiceSeries
from orders.tenders import services as tenders
from tests.corruption import findings
from tests.orders.invoices.selling import COMPANY, issued, sold

pytestmark = pytest.mark.django_db(transaction=True)


def unlocked(kind, year):
    """The number after the last, as two would read it at the same moment."""
    series, _is_new = InvoiceSeries.objects.get_or_create(kind=kind, year=year)
    InvoiceSeries.objects.filter(pk=series.pk).update(last=series.last + 1)
    return series.last + 1


def test_numbers_given_at_once_have_no_gaps(race):
    orders = [sold() for _ in range(6)]

    race(6, lambda i: invoices.issue(order=orders[i], buyer=COMPANY))

    assert sorted(Invoice.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert findings("N1") == []


def test_an_order_has_one_invoice_however_often_it_is_pressed(race):
    order = sold()

    rows = race(4, lambda i: invoices.issue(order=order, buyer=COMPANY))

    assert len({row.pk for row in rows}) == Invoice.objects.count() == 1
    assert InvoiceSeries.objects.get().last == 1


def test_a_refund_told_by_several_is_credited_once(race):
    row = issued()
    tenders.give_back(order=row.order, amount=Decimal(100), reference="return:1")

    race(4, lambda i: invoices.credit(order=row.order))

    assert [one.total for one in row.corrections.all()] == [Decimal(100)]
    assert findings("N3") == []


def test_without_the_lock_a_number_is_given_twice_and_the_database_refuses(race, until, monkeypatch):
    """Guard off: the series is read without its lock."""
    issued()
    monkeypatch.setattr(invoices, "_next", unlocked)

    def damaged():
        orders = [sold() for _ in range(4)]
        answers = race(4, lambda i: invoices.issue(order=orders[i], buyer=COMPANY))
        return any(isinstance(one, IntegrityError) for one in answers)

    assert until(damaged)
