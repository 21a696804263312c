import pytest
from django.urls import reverse

from orders.returns import services as returns
from orders.returns_goods import services as goods
from tests import factories
from tests.orders.aftersale.shopping import asked, collected, own

pytestmark = pytest.mark.django_db


def address(row, name="return"):
    return reverse(name, args=[row.order.number, row.number])


def test_agreed_by_post_it_says_where_to_what_to_write_and_until_when() -> None:
    order = collected()
    row = asked(order)
    page = own(order).get(address(row)).content.decode()
    assert f"Write {row.number} on the parcel" in page
    assert order.fulfilments.get().store.name in page
    assert address(row, "return-slip") in page


def test_the_slip_is_a_pdf_with_the_returns_number_and_no_price() -> None:
    import pypdfium2

    order = collected()
    row = asked(order)
    answer = own(order).get(address(row, "return-slip"))
    assert answer["Content-Type"] == "application/pdf"
    text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
    assert row.number in text
    assert order.lines.all()[0].title in text
    assert "238" not in text


def test_to_a_house_it_shows_a_code() -> None:
    order = collected()
    row = asked(order, back="store", store=order.fulfilments.get().store)
    page = own(order).get(address(row)).content.decode()
    assert 'shape-rendering="crispEdges"' in page
    assert f'<p class="short">{row.number}</p>' in page


def test_sent_it_says_with_whom_and_nothing_typed_is_lost_on_the_way() -> None:
    order = collected()
    client, row = own(order), asked(order)
    page = client.post(address(row, "return-shipment"), {"carrier": "SF Express"}).content.decode()
    assert 'value="SF Express"' in page
    row.refresh_from_db()
    assert row.state == "awaited"
    client.post(address(row, "return-shipment"), {"carrier": "SF Express", "tracking": "SF99"})
    page = client.get(address(row)).content.decode()
    assert "On its way to us" in page
    assert "SF Express SF99" in page


def test_taken_back_nothing_is_asked_and_twice_changes_nothing() -> None:
    order = collected()
    client, row = own(order), asked(order)
    for _n in range(2):
        assert client.post(address(row, "return-withdrawal")).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert order.lines.all()[0].claimed == 0


def test_what_is_here_can_no_longer_be_taken_back() -> None:
    order = collected()
    client, row = own(order), asked(order)
    line = order.lines.all()[0]
    goods.receive(request=row, pieces={line.pk: (1, "shelf")}, actor=factories.staff())
    client.post(address(row, "return-withdrawal"))
    row.refresh_from_db()
    assert row.state != "withdrawn"
    assert "It is too late to take this back." in client.get(address(row)).content.decode()


def test_less_is_told_with_staffs_words_and_the_arithmetic_adds_up(settings) -> None:
    settings.RETURN_AUTO_LIMIT = 0
    order = collected()
    row = asked(order)
    boss = factories.staff("admin")
    returns.agree(request=row, amount=row.amount - 38, answer="The box is missing.", actor=boss)
    page = own(order).get(address(row)).content.decode()
    assert "¥200 goes back instead of ¥238." in page
    assert "The box is missing." in page
    assert "Agreed less" in page


def test_the_order_and_the_list_show_the_return() -> None:
    order = collected()
    client, row = own(order), asked(order)
    assert address(row) in client.get(reverse("order", args=[order.number])).content.decode()
    listed = client.get(reverse("orders") + "?tab=after-sale").content.decode()
    assert order.number in listed
    assert 'After-sale <span class="n">1</span>' in listed
