"""Papers as the one who ordered meets them: on the order's page, by the API, and nobody else."""

import pytest

from orders.invoices.models import Invoice, InvoiceBuyer
from tests import factories
from tests.minishop.pdf import drawn
from tests.orders.invoices.selling import TAX_ID, back, sold

pytestmark = pytest.mark.django_db
COMPANY = {"kind": "company", "title": "Moon & Thread Co.", "tax_id": "9131 0000 ma1fl0b52g", "address": "88"}


@pytest.fixture
def order(client):
    wen = factories.member()
    client.force_login(wen)
    return sold(user=wen)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_orders_page_leads_to_both_papers(client, order):
    page = client.get(f"/orders/{order.number}/").content.decode()

    assert f"/orders/{order.number}/receipt.pdf" in page
    assert f"/orders/{order.number}/invoice/" in page
    receipt = client.get(f"/orders/{order.number}/receipt.pdf")
    assert (receipt["Content-Type"], "no-store" in receipt["Cache-Control"]) == ("application/pdf", True)
    assert order.number in drawn.words(body(receipt))


def test_a_company_asks_for_its_invoice_and_fetches_it(client, order):
    path = f"/orders/{order.number}/invoice/"

    assert client.post(path, COMPANY).url == path

    row = Invoice.objects.get()
    assert (row.made_out.tax_id, row.made_out.title) == (TAX_ID, "Moon & Thread Co.")
    assert row.number in client.get(path).content.decode()
    assert TAX_ID in drawn.words(body(client.get(f"{path}{row.number}.pdf")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tax_id": "91310000MA1FL0B52X"}, "This is no tax number"),
        ({"tax_id": ""}, "needs its tax number"),
        ({"title": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_issued(client, order, typed, said):
    page = client.post(f"/orders/{order.number}/invoice/", COMPANY | typed).content.decode()

    assert said in page
    assert 'value="88"' in page
    assert not Invoice.objects.exists()


def test_a_persons_invoice_has_no_tax_number(client, order):
    client.post(f"/orders/{order.number}/invoice/", COMPANY | {"kind": "person", "title": "Wen Li"})

    assert (InvoiceBuyer.objects.get().kind, InvoiceBuyer.objects.get().tax_id) == ("person", "")


def test_asked_for_again_it_stays_as_it_is(client, order):
    path = f"/orders/{order.number}/invoice/"
    client.post(path, COMPANY)

    page = client.post(path, COMPANY | {"title": "Another Co."})

    assert page.status_code == 200
    assert InvoiceBuyer.objects.get().title == "Moon & Thread Co."


def test_credit_notes_join_the_invoice_on_its_page(client, order):
    path = f"/orders/{order.number}/invoice/"
    client.post(path, COMPANY)
    back(order, "38", "return:1")

    page = client.get(path).content.decode()

    assert "Credit note, −¥38.00" in page
    assert client.get(f"{path}{Invoice.objects.get(kind='credit_note').number}.pdf").status_code == 200


def test_an_unpaid_order_has_no_papers(client):
    wen = factories.member()
    client.force_login(wen)
    order = factories.order(paid=False, user=wen)

    assert "receipt.pdf" not in client.get(f"/orders/{order.number}/").content.decode()
    for path in ("receipt.pdf", "invoice/"):
        assert client.get(f"/orders/{order.number}/{path}").status_code == 404
    assert client.post(f"/orders/{order.number}/invoice/", COMPANY).status_code == 404
    assert not Invoice.objects.exists()


def test_an_order_that_went_back_whole_says_so(client, order):
    back(order, "488", "return:1")

    assert client.get(f"/orders/{order.number}/invoice/").url == f"/orders/{order.number}/"
    assert client.post(f"/orders/{order.number}/invoice/", COMPANY).url == f"/orders/{order.number}/"
    assert not Invoice.objects.exists()


def test_nobody_elses_papers_exist(client, order):
    client.post(f"/orders/{order.number}/invoice/", COMPANY)
    number = Invoice.objects.get().number
    other = sold(user=factories.member())
    client.force_login(other.user)

    for path in ("receipt.pdf", "invoice/", f"invoice/{number}.pdf"):
        assert client.get(f"/orders/{order.number}/{path}").status_code == 404
    assert client.get(f"/orders/{other.number}/invoice/{number}.pdf").status_code == 404


def test_a_program_asks_for_the_same(client, order):
    path = f"/api/v1/orders/{order.number}/invoice/"
    assert client.get(path).status_code == 404
    wrong = client.post(path, COMPANY | {"tax_id": "1"}, content_type="application/json")
    assert (wrong.status_code, [one["pointer"] for one in wrong.json()["errors"]]) == (400, ["#/tax_id"])
    assert not Invoice.objects.exists()

    told = client.post(path, COMPANY, content_type="application/json")
    back(order, "38", "return:1")

    assert told.status_code == 201
    read = client.get(path).json()
    assert (read["total"], read["buyer"]["tax_id"]) == ({"amount": "488.00", "currency": "CNY"}, TAX_ID)
    assert [note["total"]["amount"] for note in read["credit_notes"]] == ["38.00"]
    assert client.get(read["pdf"]).content.startswith(b"%PDF")
    assert client.get(f"/api/v1/orders/{order.number}/receipt/").content.startswith(b"%PDF")


def test_a_program_is_told_why_there_is_none(client):
    wen = factories.member()
    client.force_login(wen)
    order = factories.order(paid=False, user=wen)

    answer = client.post(
        f"/api/v1/orders/{order.number}/invoice/", {"title": "Wen Li"}, content_type="application/json"
    )

    assert (answer.status_code, answer.json()["why"]) == (409, "unpaid")
    assert not Invoice.objects.exists()
