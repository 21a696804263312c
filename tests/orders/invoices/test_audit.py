"""Each row of the audit about invoices, fired by breaking one record on purpose."""

import pytest

from orders.invoices.models import Invoice, InvoicePaper, InvoiceSeries
from tests.corruption import corrupt, findings
from tests.orders.invoices.selling import back, issued

pytestmark = pytest.mark.django_db
ROWS = ("N1", "N2", "N3", "N4")


@pytest.fixture(autouse=True)
def invoice():
    row = issued()
    back(row.order, "100", "return:1")
    assert [findings(code) for code in ROWS] == [[], [], [], []]
    return row


def lose_the_credit_note():
    InvoicePaper.objects.filter(invoice__kind="credit_note").delete()
    corrupt("DELETE FROM orders_invoice WHERE kind = 'credit_note'")


def test_N1_fires_when_a_document_is_gone():
    lose_the_credit_note()

    assert [(row["kind"], row["last"], row["issued"]) for row in findings("N1")] == [("credit_note", 1, 0)]


def test_N1_fires_when_a_number_was_left_out():
    corrupt("UPDATE orders_invoice SET sequence = 2 WHERE kind = 'invoice'")
    InvoiceSeries.objects.filter(kind="invoice").update(last=2)

    assert [(row["kind"], row["issued"], row["highest"]) for row in findings("N1")] == [("invoice", 1, 2)]


def test_N1_fires_when_a_year_has_no_series():
    InvoiceSeries.objects.filter(kind="invoice").delete()

    assert [row["kind"] for row in findings("N1")] == ["invoice"]


def test_N2_fires_when_a_total_is_not_the_orders(invoice):
    corrupt("UPDATE orders_invoice SET total = total + 1 WHERE kind = 'invoice'")

    assert [row["what"] for row in findings("N2")] == ["order", "lines"]


def test_N3_fires_when_more_is_credited_than_was_invoiced(invoice):
    corrupt("UPDATE orders_invoice SET total = 500 WHERE kind = 'credit_note'")

    assert [(row["number"], row["credited"]) for row in findings("N3")] == [(invoice.number, 500)]


def test_N4_fires_when_a_refund_waits_for_its_credit_note(invoice):
    lose_the_credit_note()
    assert findings("N4") == []  # a moment ago: it may be on its way
    corrupt("UPDATE orders_tenderrefund SET created_at = now() - interval '1 hour'")
    corrupt("UPDATE orders_invoice SET issued_at = now() - interval '1 hour'")

    assert [row["reference"] for row in findings("N4")] == ["return:1"]
    assert Invoice.objects.count() == 1
