"""What goes back after an invoice gets a credit note; together they are never below zero."""

from decimal import Decimal

import pytest

from minishop import events
from minishop.events.models import Event
from orders.invoices import services as invoices
from orders.invoices.models import Invoice
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.tenders import services as tenders
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories
from tests.orders.invoices.selling import back, issued, sold

pytestmark = pytest.mark.django_db
Note = Invoice.Kind.CREDIT_NOTE


def notes(order):
    return list(Invoice.objects.filter(order=order, kind=Note).order_by("pk"))


def net(order):
    return sum(row.signed_total for row in Invoice.objects.filter(order=order))


def test_each_refund_has_its_own():
    row = issued()

    back(row.order, "100", "return:1")
    back(row.order, "38", "return:2")

    assert [(one.total, one.reference, one.corrects) for one in notes(row.order)] == [
        (Decimal(100), "return:1", row), (Decimal(38), "return:2", row),
    ]  # fmt: skip
    assert [one.sequence for one in notes(row.order)] == [1, 2]
    assert net(row.order) == 350


def test_what_went_back_before_the_invoice_is_credited_with_it():
    order = sold()
    back(order, "100", "return:1")

    row = issued(order)

    assert (row.total, [one.total for one in notes(order)]) == (Decimal(488), [Decimal(100)])


def test_told_twice_it_is_written_once():
    row = issued()
    back(row.order, "100", "return:1")

    assert invoices.credit(order=row.order) == []
    assert len(notes(row.order)) == 1
    assert Event.objects.filter(name="invoice.credited").count() == 1


def test_an_order_without_an_invoice_has_no_credit_note():
    order = sold()

    back(order, "100", "return:1")

    assert not Invoice.objects.exists()


def test_a_cancelled_order_is_credited_in_full_to_the_last_fen_of_tax():
    row = issued()
    back(row.order, "33.33", "return:1")

    lifecycle.cancel(order=row.order, refund=True, reason="shopper")
    events.sweep()

    written = notes(row.order)
    assert net(row.order) == 0
    assert sum(one.tax for one in written) == row.tax


def test_what_pays_a_replacement_is_credited_to_the_first_order():
    row = issued()
    other = factories.order(paid=False)
    Order.objects.filter(pk=other.pk).update(total=238, goods_total=238)

    tenders.carry(source=row.order, to=other, amount=Decimal(238), reference="return:9")
    events.sweep()

    assert [(one.total, one.reference) for one in notes(row.order)] == [(238, f"carried:{other.pk}")]


def test_what_staff_send_back_from_the_payment_itself_is_credited_once_it_arrived():
    row = issued()
    payment = row.order.tenders.get().payment

    refund = refunds.refund(payment=payment, amount=Decimal(50), reference="goodwill-1", reason="")
    assert invoices.credit(order=row.order) == []
    Refund.objects.filter(pk=refund.pk).update(state=Refund.State.DONE)

    invoices.credit(order=row.order)

    assert [(one.total, one.reference) for one in notes(row.order)] == [(50, f"refund:{refund.pk}")]
