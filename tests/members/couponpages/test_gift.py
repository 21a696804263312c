"""A coupon given to a friend: a link shown once, taken after signing in, called back before."""

import re

import pytest
from django.test import Client

from members.coupongifts.models import CouponGift
from members.coupons.models import IssuedCoupon
from tests import factories
from tests.members.couponpages.offers import had

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/coupons/gifts/[\w-]+/")


@pytest.fixture
def wen(client):
    user = factories.member(name="Wen Li", email="wen.secret@example.com")
    client.force_login(user)
    return user


def offered(client, row):
    answer = client.post(f"/me/coupons/{row.pk}/gift/")
    assert answer.status_code == 200
    return LINK.search(answer.content.decode())[0]


def test_a_friend_takes_it_and_learns_no_more_of_the_giver_than_the_first_name(client, wen):
    row = had(wen, title="Moonrise", can_be_given=True)
    link = offered(client, row)
    friend = Client()
    seen = friend.get(link).content.decode()
    assert "Moonrise" in seen
    assert "From Wen" in seen
    assert "wen.secret" not in seen
    assert friend.post(link).headers["Location"] == "/sign-in/?next=/sign-in/resume/"
    assert IssuedCoupon.objects.get().user == wen
    lin = factories.member()
    friend.force_login(lin)
    assert friend.post(link).headers["Location"] == "/me/coupons/"
    assert IssuedCoupon.objects.get().user == lin
    assert "This gift is gone" in Client().get(link).content.decode()


def test_the_link_is_kept_nowhere_and_shown_this_once(client, wen):
    row = had(wen, can_be_given=True)
    secret = offered(client, row).split("/")[-2]
    assert secret not in str(CouponGift.objects.values())
    assert secret not in str(client.session.items())
    assert secret not in client.get(f"/me/coupons/{row.pk}/gift/").content.decode()


def test_called_back_the_link_gives_nothing(client, wen):
    row = had(wen, can_be_given=True)
    link = offered(client, row)
    client.post(f"/me/coupons/{row.pk}/gift/recall/")
    friend = Client()
    friend.force_login(factories.member())
    assert friend.post(link).status_code == 409
    row.refresh_from_db()
    assert (row.user, row.state) == (wen, "ready")


def test_only_ones_own_that_may_be_given_is_offered(client, wen):
    for row in (had(wen), had(factories.member(), can_be_given=True)):
        assert client.post(f"/me/coupons/{row.pk}/gift/").status_code == 404
    assert not CouponGift.objects.exists()
