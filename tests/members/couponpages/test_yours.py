"""A member's coupons: to use, used, ended, and the box for a code."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.coupons.models import IssuedCoupon
from tests import factories
from tests.members.couponpages.offers import had, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen(client):
    user = factories.member()
    client.force_login(user)
    return user


def page(client, path="/me/coupons/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_coupon_tells_what_it_is_worth_what_it_covers_and_its_last_day(client, wen):
    lips = factories.product(title="Silk Veil")
    coupon = offer(way="staff", kind="percent", value=10, cap=60, title="Beauty week")
    coupon.scopes.create(product=lips)
    midnight = timezone.localtime().replace(month=10, day=1, hour=0, minute=0, second=0, microsecond=0)
    row = had(wen, coupon)
    IssuedCoupon.objects.filter(pk=row.pk).update(ends_at=midnight.replace(year=midnight.year + 1))
    said = page(client)
    assert "10%<small>up to ¥60" in said
    assert "up to ¥60" in said
    assert "Silk Veil" in said
    assert f"Until Sept. 30, {midnight.year + 1}" in said


def test_what_is_over_stands_with_what_ended_even_before_the_sweep(client, wen):
    row = had(wen, title="Last week")
    past = timezone.now() - timedelta(minutes=1)
    IssuedCoupon.objects.filter(pk=row.pk).update(starts_at=past - timedelta(days=2), ends_at=past)
    assert "Last week" not in page(client)
    assert "Last week" in page(client, "/me/coupons/?of=ended")


def test_anothers_coupon_is_on_no_page_of_mine(client, wen):
    had(factories.member(), title="Not mine")
    assert not any("Not mine" in page(client, f"/me/coupons/{of}") for of in ("", "?of=used", "?of=ended"))


def test_a_code_gives_its_coupon_once_and_a_wrong_one_says_nothing_of_why(client, wen):
    offer(way="code", shared_code="SPRING", title="Spring")
    for _again in range(2):
        assert client.post("/me/coupons/codes/", {"voucher": "spring "}).headers["Location"] == "/me/coupons/"
    assert IssuedCoupon.objects.filter(user=wen).count() == 1
    offer(way="code", shared_code="GONE", is_on=False)
    wrong = [client.post("/me/coupons/codes/", {"voucher": told}) for told in ("GONE", "NEVER")]
    assert {answer.status_code for answer in wrong} == {400}
    refusals = [answer.content.decode().split('class="flaw"')[1].split("</p>")[0] for answer in wrong]
    assert refusals[0] == refusals[1]


@pytest.mark.parametrize("size", [1, 8])
def test_the_page_asks_as_often_however_many_one_has(client, wen, size):
    for _ in range(size):
        coupon = offer(way="staff")
        coupon.scopes.create(product=factories.product())
        had(wen, coupon)
    page(client)
    with CaptureQueriesContext(connection) as queries:
        page(client)
    assert len(queries) == 10
