"""The code page: the member's code, an order's where it is ready, and the receipt once a till read it."""

import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.membercode import services as membercode
from orders.fulfilment import services as fulfilment
from orders.pickup import services as pickup
from tests import factories
from tests.orders.purchases.till import bought, coupon_of, points_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(wen) -> Client:
    client = Client()
    client.force_login(wen)
    return client


def test_the_page_shows_a_code_that_a_till_takes_and_holds_the_next_ones(phone, wen):
    points_of(wen, 5000)
    coupon_of(wen)
    page = phone.get(reverse("code")).text
    shown = re.search(r'class="digits" role="img" aria-label="([\d ]+)"', page)[1]
    assert membercode.read(shown).user == wen
    held = json.loads(re.search(r'data-codes="([^"]+)"', page)[1].replace("&quot;", '"'))
    assert [code for code, _bits in held["codes"]] == membercode.tokens(wen)
    assert 'data-theme="light"' in page
    for words in ("Wen Li. Show this before you pay.", "Moonrise", "5,000 points"):
        assert words in page, words


def test_without_a_script_the_page_comes_anew_with_the_next_code(phone):
    page = phone.get(reverse("code")).text
    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', page)


def test_an_order_that_is_ready_shows_its_code_at_once_beside_the_members(phone, wen, house):
    order = factories.order(at=house, user=wen)
    (code,) = pickup.prepare(order=order)
    waiting = phone.get(reverse("code")).text
    assert code.spoken not in waiting
    assert reverse("code-collect") in waiting
    assert code.spoken in phone.get(reverse("code-collect")).text
    fulfilment.ready(fulfilment=order.fulfilments.get())
    ready = phone.get(reverse("code")).text
    assert code.spoken in ready
    assert reverse("code-member") in ready


def test_an_open_page_hears_of_the_purchase_and_of_no_older_one(phone, wen, house, clerk):
    assert phone.get(reverse("code-now"), {"after": 0}).json() == {}
    made = bought(wen, house, clerk)
    assert phone.get(reverse("code-now"), {"after": 0}).json() == {"receipt": made.get_absolute_url()}
    assert phone.get(reverse("code-now"), {"after": made.pk}).json() == {}
    assert f'data-after="{made.pk}"' in phone.get(reverse("code")).text
    assert len(phone.get(reverse("code-now"), {"after": made.pk, "more": 1}).json()["codes"]) == 14


def test_the_receipt_says_what_was_taken_and_what_it_earned(phone, wen, house, clerk):
    points_of(wen, 5000)
    made = bought(wen, house, clerk, points=1000, issued=coupon_of(wen), amount=Decimal(1200))
    page = phone.get(made.get_absolute_url()).text
    for words in ("Seen at Wukang Road", "Moonrise", "1,000 points", "1,110 points earned"):
        assert words in page, words


def test_the_page_asks_as_often_whatever_there_is_to_show(phone, wen, house, clerk):
    points_of(wen, 5000)
    counts = []
    for more in (1, 5):
        for _ in range(more):
            coupon_of(wen)
            bought(wen, house, clerk)
        phone.get(reverse("code"))
        with CaptureQueriesContext(connection) as asked:
            phone.get(reverse("code"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_receipt_is_nobody_elses(wen, house, clerk):
    made = bought(wen, house, clerk)
    other = Client()
    other.force_login(factories.member())
    assert other.get(made.get_absolute_url()).status_code == 404
    assert other.get(reverse("code-now"), {"after": 0}).json() == {}


def test_a_guest_is_told_of_the_member_code_and_has_none(db):
    page = Client().get(reverse("code")).text
    assert "Your member code" in page
    assert "data-codes" not in page
    assert Client().get(reverse("code-now")).status_code == 403


def test_staff_have_no_code(clerk):
    client = Client()
    client.force_login(clerk)
    assert "data-codes" not in client.get(reverse("code")).text


def test_the_statement_names_the_house_where_points_were_had_and_spent(phone, wen, house, clerk):
    points_of(wen, 500)
    row = bought(wen, house, clerk, points=300)
    ledger = phone.get(reverse("me-points")).text.partition("ledger")[2]
    told = f'<a class="link" href="{row.get_absolute_url()}">Wukang Road</a>'
    assert told in ledger
