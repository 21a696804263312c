"""The files of invoices and receipts: made once, found again, and readable by people."""

from decimal import Decimal

import pytest
from django.test import override_settings

from minishop import events
from minishop.brand import services as brands
from orders.invoices import drawing, papers, receipts
from orders.invoices.issuers import Issued, NotIssued
from orders.invoices.models import Invoice, InvoiceBuyer, InvoicePaper, cabinet
from tests.minishop.pdf import drawn
from tests.orders.invoices.selling import back, issued, sold

pytestmark = pytest.mark.django_db
FAPIAO = "tests.orders.invoices.test_papers.Fapiao"


class Fapiao:
    """A provider that is closed on its first day."""

    code, label, asked = "fapiao", "Electronic fapiao", []

    def issue(self, invoice):
        self.asked.append(invoice.number)
        if len(self.asked) == 1:
            raise NotIssued
        return Issued(b"%PDF-1.7 of the provider", "26312000000012345678")


def test_the_file_is_made_by_a_job_and_its_words_can_be_read():
    brands.change(name="Lune", contact={"company": "Lune Ltd.", "tax_number": "91310000MA1FL0B52G"})
    row = issued()
    assert not InvoicePaper.objects.exists()

    events.sweep()

    words = drawn.words(cabinet().open(row.paper.pdf.name).read())
    told = ["Commercial invoice", row.number, "Lune Ltd.", "Moon & Thread Trading Co.", "91310000MA1FL0B52G"]
    told += ["¥238.00", "¥476.00", "¥12.00", "¥488.00", "not a fapiao", row.order.number]
    assert [part for part in told if part not in words] == []


def test_a_lost_file_is_drawn_again_as_it_was():
    row = issued()
    first = cabinet().open(papers.paper(invoice=row).pdf.name).read()
    cabinet().delete(row.paper.pdf.name)

    again = papers.paper(invoice=row)

    assert cabinet().open(again.pdf.name).read() == first
    assert InvoicePaper.objects.count() == 1


def test_made_again_by_hand_it_leaves_no_second_file_behind():
    row = issued()
    papers.paper(invoice=row)

    papers.redraw(invoice=row)

    assert cabinet().listdir("invoices")[1].count(f"{row.number}.pdf") == 1


def test_the_sweep_makes_what_a_lost_message_left_unmade():
    row = issued()

    assert papers.draw_missing() == 1
    assert papers.draw_missing() == 0
    assert cabinet().exists(row.paper.pdf.name)


@override_settings(INVOICE_ISSUER=FAPIAO)
def test_a_provider_is_asked_again_until_it_answers_with_its_number():
    Fapiao.asked.clear()
    row = issued()

    assert papers.draw_missing() == 0
    assert papers.draw_missing() == 1

    paper = InvoicePaper.objects.get(invoice=row)
    assert (paper.issuer, paper.their_number) == ("fapiao", "26312000000012345678")
    assert Fapiao.asked == [row.number] * 2


def test_a_credit_note_names_its_invoice_and_buyer():
    row = issued()
    back(row.order, "38", "return:1")

    words = drawn.words(drawing.pdf(Invoice.objects.get(corrects=row)))

    told = ["Credit note", row.number, "Moon & Thread Trading Co.", "¥38.00", f"Refund of order {row.order}"]
    assert [part for part in told if part not in words] == []


def test_an_order_in_yen_has_no_decimals_and_one_in_chinese_is_chinese():
    row = issued(sold(language="zh-hans"))
    row.currency, row.total, row.tax = "JPY", Decimal(48800), Decimal(0)
    row.lines = [
        {"title": "月光手袋", "label": "梅紫", "quantity": 1, "unit_price": "48800", "amount": "48800"}
    ]

    words = drawn.words(drawing.pdf(row))

    assert [part for part in ("商业发票", "购买方", "月光手袋", "¥48,800", "JPY") if part not in words] == []
    assert "48,800.0" not in words


def test_thirty_lines_take_two_pages_and_every_page_is_numbered():
    row = issued()
    line = {"title": "Silk veil", "label": "Rosewood", "quantity": 1, "amount": "10.00"}
    row.lines, row.total = [line] * 30, Decimal(300)

    pages = drawn.pages(drawing.pdf(row))

    assert [page.count("Rosewood") > 0 for page in pages] == [True, True]
    assert ["1 / 2" in pages[0], "2 / 2" in pages[1], "¥300.00" in pages[1]] == [True] * 3


def test_a_receipt_says_how_it_was_paid_and_what_went_back():
    order = sold()
    back(order, "100", "return:1")

    words = drawn.words(receipts.pdf(order))

    told = ["Receipt", order.number, "Paid with", "¥488.00", "Went back", "−¥100.00", "Tax inside", "Wen Li"]
    assert [part for part in told if part not in words] == []


def test_after_ten_years_nobody_is_named_and_the_books_stay(monkeypatch):
    row = issued()
    papers.paper(invoice=row)
    file = row.paper.pdf.name
    monkeypatch.setattr(papers, "KEPT", -papers.KEPT)  # so that today is long ago

    papers.forget_old()

    assert not InvoiceBuyer.objects.exists()
    assert not cabinet().exists(file)
    assert Invoice.objects.get() == row
    assert "Not kept any more" in drawn.words(drawing.pdf(Invoice.objects.get()))
    assert papers.draw_missing() == 0
