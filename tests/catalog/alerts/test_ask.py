"""Waiting for a piece: who may, how often, and how it is taken back."""

import pytest
from django.urls import reverse

from catalog.alerts import privacy
from catalog.alerts import services as alerts
from catalog.alerts.models import StockAlert, TooOften
from catalog.products import services as products
from catalog.shelf import services as shelf
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def veil():
    """A variant that is sold out."""
    variant = factories.variant(option_values=[])
    products.note_stock({variant.pk: False})
    variant.refresh_from_db()
    return variant


def ask(client, variant, **fields):
    address = reverse("stock-alert", args=[variant.product.handle])
    return client.post(address, {"variant": variant.pk, **fields})


def test_the_page_of_a_sold_out_piece_asks(client, veil):
    page = client.get(veil.product.get_absolute_url()).text
    assert "Shall we tell you when it is back?" in page
    assert f'name="variant" value="{veil.pk}"' in page
    products.note_stock({veil.pk: True})
    shelf.forget()
    assert "Shall we tell you" not in client.get(veil.product.get_absolute_url()).text


def test_the_sheet_of_a_sold_out_piece_asks(client, veil):
    assert "Shall we tell you" in client.get(reverse("variant-sheet", args=[veil.product.handle])).text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Wen@Example.com", {"email": "wen@example.com", "phone": ""}),
        ("138 0013 8000", {"email": "", "phone": "+8613800138000"}),
    ],
)
def test_a_guest_leaves_an_address_and_gets_a_page_to_take_it_back(client, veil, typed, kept):
    answer = ask(client, veil, address=typed)

    row = StockAlert.objects.values("email", "phone", "tokens").get()
    assert {name: row[name] for name in kept} == kept
    assert answer.url == reverse("stock-alert-taken-back", args=row["tokens"])
    page = client.get(answer.url).text
    assert "Take it back" in page
    assert typed not in page


@pytest.mark.parametrize("typed", ["", "wen@", "12", "+22890112233"])  # the last is Togo's
def test_what_is_no_address_of_ours_is_refused(client, veil, typed):
    answer = ask(client, veil, address=typed)
    assert answer.status_code == 400
    assert not StockAlert.objects.exists()


def test_a_member_asks_with_one_tap_and_no_copy_of_the_address(client, veil):
    member = factories.member()
    client.force_login(member)
    ask(client, veil)
    row = StockAlert.objects.get()
    assert (row.user, row.email, row.phone) == (member, "", "")
    assert member.email in client.get(veil.product.get_absolute_url()).text


def test_whoever_waits_already_is_answered_alike_and_waits_once(client, veil):
    first, second = (ask(client, veil, address="wen@example.com") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    pages = [client.get(answer.url).text.replace(answer.url, "") for answer in (first, second)]
    shape = [len(page) for page in pages]
    assert shape[0] == shape[1]
    assert StockAlert.objects.count() == 1


def test_nobody_ends_a_stranger_s_wish(client, veil):
    mine, theirs = (ask(client, veil, address="wen@example.com").url for _ in range(2))
    client.post(theirs)
    assert StockAlert.objects.waiting().count() == 1
    assert client.get(theirs).status_code == 404
    assert client.get(mine).status_code == 200
    client.post(mine)
    assert not StockAlert.objects.exists()


def test_looking_takes_nothing_back(client, veil):
    address = ask(client, veil, address="wen@example.com").url
    client.get(address)
    assert StockAlert.objects.waiting().exists()


def test_what_can_be_bought_is_not_waited_for(client, veil):
    products.note_stock({veil.pk: True})
    shelf.forget()
    answer = ask(client, veil, address="wen@example.com")
    assert answer.url == f"{veil.product.get_absolute_url()}?variant={veil.pk}"
    assert not StockAlert.objects.exists()


def test_a_visitor_asks_ten_times_an_hour(client, veil):
    answers = [ask(client, veil, address=f"wen{i}@example.com").status_code for i in range(11)]
    assert answers == [302] * 10 + [429]
    assert StockAlert.objects.count() == 10


def test_one_number_is_asked_for_ten_times_a_day_from_wherever(veil):
    phone = "+8613800138000"
    for i in range(10):
        alerts.ask(variant=veil, phone=phone, asker=f"10.0.0.{i}")
    with pytest.raises(TooOften):
        alerts.ask(variant=factories.variant(), phone=phone, asker="10.0.0.99")
    assert StockAlert.objects.count() == 1


def test_the_shop_has_a_cap_for_sms_of_a_day(veil, settings):
    settings.STOCK_ALERTS_BY_SMS_A_DAY = 2
    for i in range(2):
        alerts.ask(variant=veil, phone=f"+861380013800{i}", asker=f"10.0.0.{i}")
    with pytest.raises(TooOften):
        alerts.ask(variant=veil, phone="+8613800138009", asker="10.0.0.9")
    alerts.ask(variant=veil, email="wen@example.com", asker="10.0.0.9")
    assert StockAlert.objects.count() == 3


def test_a_person_is_told_what_is_held_and_all_of_it_can_be_erased(veil):
    member = factories.member()
    alerts.ask(variant=veil, user=member, asker="10.0.0.1")
    alerts.ask(variant=factories.variant(), email=member.email, asker="10.0.0.1")
    alerts.ask(variant=veil, email="other@example.com", asker="10.0.0.1")
    assert len(privacy.export(member)) == 2
    privacy.erase(member)
    assert StockAlert.objects.values_list("email", flat=True).get() == "other@example.com"
