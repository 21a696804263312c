"""At the till: a member's code shows who it is, a receipt is worked out, counted, and may be taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from members.membercode import services as membercode
from members.points import services as points
from orders.membertill import services as till
from orders.purchases.models import Purchase
from orders.scanning.models import Scan
from orders.scanning.services import GUESSES
from tests import factories
from tests.orders.purchases.till import coupon_of, manager, points_of

pytestmark = pytest.mark.django_db
RECEIPT = {"receipt": "T-1", "amount": "1200"}


@pytest.fixture
def house():
    return factories.store(name="Wukang Road")


@pytest.fixture
def wen():
    return factories.member(name="Wen Li")


@pytest.fixture
def counter(house) -> Client:
    client = Client()
    client.force_login(factories.staff(store=house, name="Mei Chen"))
    return client


def read(counter: Client, code: str):
    """The page that follows a code, and where it lies."""
    page = counter.post(reverse("scan"), {"code": code}, follow=True)
    return page, Scan.objects.latest("pk").nonce


def test_a_code_shows_who_it_is_and_what_they_have(counter, wen):
    points_of(wen, 5000)
    coupon_of(wen)
    page, _nonce = read(counter, membercode.grouped(membercode.tokens(wen)[0]))
    assert 'class="console go"' in page.text
    for words in ("Wen Li", "5,000 points, worth ¥50", "Moonrise", "from ¥1,000"):
        assert words in page.text, words


def test_it_is_worked_out_taken_and_counted_once(counter, wen):
    points_of(wen, 5000)
    told = RECEIPT | {"points": "1000", "coupon": str(coupon_of(wen).pk)}
    _page, nonce = read(counter, membercode.tokens(wen)[0])
    sums = counter.get(reverse("scan-member", args=[nonce]), told)
    assert "Take ¥1,110" in sums.text
    assert not Purchase.objects.exists()
    for _ in range(2):
        done = counter.post(reverse("scan-purchase", args=[nonce]), told, follow=True)
    assert "Counted" in done.text
    assert "1,110 points" in done.text
    assert Purchase.objects.get().staff.name == "Mei Chen"


def test_why_it_cannot_be_taken_is_said_and_what_was_typed_stays(counter, wen):
    points_of(wen, 200_000)
    _page, nonce = read(counter, membercode.tokens(wen)[0])
    page = counter.get(reverse("scan-member", args=[nonce]), RECEIPT | {"points": "100000"})
    assert 'class="console hold"' in page.text
    assert "no more than a part" in page.text
    assert 'value="T-1"' in page.text
    assert not Purchase.objects.exists()


def test_a_coupon_for_some_pieces_asks_whoever_sees_them(counter, wen):
    issued = coupon_of(wen, full_price_only=True)
    page, nonce = read(counter, membercode.tokens(wen)[0])
    assert "its pieces are on the receipt" in page.text
    told = RECEIPT | {"coupon": str(issued.pk)}
    assert "Say that the pieces" in counter.post(reverse("scan-purchase", args=[nonce]), told).text
    assert not Purchase.objects.exists()
    counter.post(reverse("scan-purchase", args=[nonce]), told | {"covered": "yes"})
    assert Purchase.objects.get().coupon == issued


def test_a_code_that_ran_out_counts_for_nothing_and_says_so(counter, wen):
    page, nonce = read(counter, membercode.tokens(wen)[4])
    assert "Code ran out" in page.text
    assert counter.post(reverse("scan-purchase", args=[nonce]), RECEIPT).status_code == 404
    assert not Purchase.objects.exists()
    assert Scan.objects.get().member is None


def test_a_code_read_long_ago_is_read_anew(counter, wen, monkeypatch):
    _page, nonce = read(counter, membercode.tokens(wen)[0])
    monkeypatch.setattr(till, "ACT_WITHIN", -till.ACT_WITHIN)
    assert "Read the code anew" in counter.get(reverse("scan-member", args=[nonce])).text
    assert "Read the code anew" in counter.post(reverse("scan-purchase", args=[nonce]), RECEIPT).text
    assert not Purchase.objects.exists()


def test_guessing_ends_even_for_a_code_that_would_be_right(counter, wen):
    for _ in range(GUESSES):
        read(counter, "0" * 18)
    page, _nonce = read(counter, membercode.tokens(wen)[0])
    assert "Too many tries" in page.text
    assert Scan.objects.latest("pk").member is None


def test_only_who_may_takes_it_back(counter, wen, house):
    _page, nonce = read(counter, membercode.tokens(wen)[0])
    counter.post(reverse("scan-purchase", args=[nonce]), RECEIPT)
    assert "Take all of it back" not in counter.get(reverse("scan-member", args=[nonce])).text
    assert counter.post(reverse("scan-undo", args=[nonce])).status_code == 403
    assert points.figures(wen).pending == 1200


def test_who_may_takes_it_back_at_the_till(wen, house):
    boss = Client()
    boss.force_login(manager(house))
    _page, nonce = read(boss, membercode.tokens(wen)[0])
    boss.post(reverse("scan-purchase", args=[nonce]), RECEIPT)
    page = boss.post(reverse("scan-undo", args=[nonce]), follow=True)
    assert "Taken back" in page.text
    assert points.figures(wen).pending == 0
