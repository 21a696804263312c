from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from orders.returns.models import Return, vault
from tests import factories
from tests.orders.aftersale.shopping import asked, collected, form, own, shot

pytestmark = pytest.mark.django_db


def post(client: Client, order, do="look", **fields):
    return client.post(reverse("return-ask", args=[order.number]), form(order, do=do, **fields))


def test_the_order_page_has_the_door_where_something_can_be_asked() -> None:
    order = collected()
    page = own(order).get(reverse("order", args=[order.number])).content.decode()
    assert reverse("return-ask", args=[order.number]) in page


def test_what_was_made_to_order_says_so_and_may_be_asked_for_a_fault_alone() -> None:
    order = collected()
    order.lines.update(no_return="made_to_order")
    page = own(order).get(reverse("return-ask", args=[order.number])).content.decode()
    assert "Made for you: taken back only when something is wrong with it." in page
    assert 'value="faulty"' in page
    assert 'value="changed_mind"' not in page


def test_what_was_kept_too_long_says_until_when_and_is_not_asked(settings) -> None:
    settings.RETURN_DAYS = settings.FAULT_DAYS = -1
    order = collected()
    client = own(order)
    page = client.get(reverse("return-ask", args=[order.number])).content.decode()
    assert "Nothing can be asked back just now" in page
    assert "it could be asked until" in page
    door = client.get(reverse("order", args=[order.number])).content.decode()
    assert reverse("return-ask", args=[order.number]) not in door
    assert "it could be asked until" in door
    assert post(client, order, "send").status_code == 200
    assert not Return.objects.exists()


def test_the_page_before_sending_has_the_arithmetic_and_asks_nothing() -> None:
    order = collected(pieces=2)
    answer = post(own(order), order)
    page = answer.content.decode()
    assert "Is this right?" in page
    assert 'value="238"' in page
    assert not Return.objects.exists()


def test_sent_it_is_asked_once_and_leads_to_its_page() -> None:
    order = collected()
    client = own(order)
    first, second = (post(client, order, "send") for _n in range(2))
    row = Return.objects.get()
    assert first["Location"] == second["Location"] == reverse("return", args=[order.number, row.number])
    page = client.get(first["Location"]).content.decode()
    assert row.number in page


def test_counted_by_htmx_it_answers_with_the_amount_alone() -> None:
    order = collected()
    told = form(order, do="count")
    answer = own(order).post(reverse("return-ask", args=[order.number]), told, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section class="section" id="amount"')


def test_a_fault_needs_a_photograph_and_nothing_typed_is_lost() -> None:
    order = collected()
    page = post(own(order), order, "send", reason="faulty", note="The clasp is loose").content.decode()
    assert "Add a photograph that shows it." in page
    assert "The clasp is loose" in page
    assert 'value="faulty" required checked' in page
    assert not Return.objects.exists()


def test_photographs_come_back_with_a_form_that_was_refused_and_hold_nothing_of_the_phone() -> None:
    order = collected()
    client = own(order)
    page = post(client, order, "look", reason="", photos=[shot()]).content.decode()
    token = page.split('name="kept" value="')[1].split('"')[0]
    draft = client.get(reverse("return-draft", args=[order.number, token]))
    image = Image.open(BytesIO(b"".join(draft.streaming_content)))
    assert image.format == "JPEG"
    assert not image.getexif()
    post(client, order, "send", reason="faulty", kept=[token])
    (photo,) = Return.objects.get().photos.all()
    assert vault().exists(photo.picture.name)
    seen = reverse("return-photo", args=[order.number, Return.objects.get().number, photo.pk])
    assert client.get(seen)["Content-Type"] == "image/jpeg"
    assert Client().get(seen).status_code == 404
    assert own(factories.order()).get(reverse("return-draft", args=[order.number, token])).status_code == 404


def test_what_is_no_picture_is_said_by_its_name() -> None:
    order = collected()
    file = BytesIO(b"<svg onload=alert(1)>")
    file.name = "photo.svg"
    page = post(own(order), order, "look", reason="faulty", photos=[file]).content.decode()
    assert "photo.svg is no picture we can read" in page
    assert not Return.objects.exists()


def test_pieces_asked_back_already_are_not_offered_again() -> None:
    order = collected()
    asked(order)
    page = own(order).get(reverse("return-ask", args=[order.number])).content.decode()
    assert "Asked back already." in page
    assert 'name="reason"' not in page


def test_another_visitor_finds_nothing() -> None:
    order = collected()
    for name, args in (("return-ask", [order.number]), ("return", [order.number, asked(order).number])):
        assert Client().get(reverse(name, args=args)).status_code == 404


def test_what_has_not_left_is_asked_back_without_a_way_back_and_paid_at_once() -> None:
    order = factories.order()
    client = own(order)
    path = reverse("return-ask", args=[order.number])
    assert 'value="changed_mind" required checked' in client.get(path).content.decode()
    told = {f"pieces-{order.lines.get().pk}": "1", "reason": "changed_mind", "kind": "refund", "key": "k"}
    assert "Is this right?" in client.post(path, told | {"of": "house", "do": "look"}).content.decode()
    client.post(path, told | {"of": "house", "do": "send"})
    row = Return.objects.get()
    assert (row.is_before_leaving, row.state) == (True, "refunding")
    assert client.get(reverse("return", args=[order.number, row.number])).status_code == 200


def test_what_is_gone_instead_is_said_and_nothing_is_asked() -> None:
    order = collected()
    line = order.lines.get()
    empty = factories.variant(product=line.variant.product, price=line.unit_price, stock={})
    answer = post(own(order), order, "send", kind="exchange", **{f"instead-{line.pk}": empty.pk})
    assert answer.status_code == 200
    assert "What you want instead is not there any more." in answer.content.decode()
    assert not Return.objects.exists()


def test_only_what_costs_the_same_is_offered_instead() -> None:
    order = collected()
    line = order.lines.get()
    told = {"product": line.variant.product, "stock": {line.fulfilment.store: 2}}
    same = factories.variant(price=line.unit_price, **told)
    dear = factories.variant(price=line.unit_price + 1, **told)
    page = own(order).get(reverse("return-ask", args=[order.number])).content.decode()
    assert f'<option value="{same.pk}">' in page
    assert f'<option value="{dear.pk}">' not in page


@pytest.mark.parametrize("many", ["²", "-1", "0", "1e3", "99999999999"])
def test_nonsense_for_a_number_asks_nothing(many) -> None:
    order = collected()
    line = order.lines.get()
    assert post(own(order), order, "send", **{f"pieces-{line.pk}": many}).status_code in (200, 302)
    assert not Return.objects.exists()
