"""The member's coupons as JSON: each deed once, with the scope it takes, and nobody else's."""

import pytest

from members.coupongifts.models import CouponGift
from members.coupons.models import IssuedCoupon
from members.tokens import services as tokens
from tests import factories
from tests.members.couponpages.offers import had, offer

pytestmark = pytest.mark.django_db
MINE = "/api/v1/me/coupons/"


@pytest.fixture
def wen(client):
    user = factories.member()
    client.force_login(user)
    return user


def post(client, path, **told):
    return client.post(path, told, content_type="application/json")


def test_what_there_is_to_claim_is_told_to_everybody_and_claimed_once_for_a_key(client):
    coupon = offer(title="Moonrise", value=80, threshold=1000)
    (told,) = client.get("/api/v1/coupons/").json()["results"]
    assert told["worth"] == {"amount": "80.00", "currency": "CNY"}
    assert told["from"] == {"amount": "1000.00", "currency": "CNY"}
    assert post(client, MINE, coupon=coupon.pk).status_code == 401
    client.force_login(factories.member())
    again = [
        client.post(MINE, {"coupon": coupon.pk}, "application/json", headers={"Idempotency-Key": "one"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in again] == [201, 201]
    assert IssuedCoupon.objects.count() == 1
    refused = post(client, MINE, coupon=coupon.pk)
    assert refused.status_code == 409
    assert refused.json()["why"] == "You have had yours."
    assert client.get(MINE).json()["results"][0]["coupon"]["title"] == "Moonrise"
    assert client.get("/api/v1/coupons/").json()["results"] == []


def test_a_wrong_code_is_refused_alike_whether_unknown_or_over(client, wen):
    offer(way="code", shared_code="GONE", is_on=False)
    offer(way="code", shared_code="SPRING")
    wrong = [post(client, f"{MINE}codes/", code=code) for code in ("GONE", "NEVER")]
    assert [answer.status_code for answer in wrong] == [409, 409]
    assert wrong[0].json() == wrong[1].json()
    assert post(client, f"{MINE}codes/", code="spring").status_code == 201


def test_a_gift_is_offered_and_called_back_by_its_owner_alone(client, wen):
    own, theirs = had(wen, can_be_given=True), had(factories.member(), can_be_given=True)
    assert "/coupons/gifts/" in post(client, f"{MINE}{own.pk}/gift/").json()["link"]
    assert client.delete(f"{MINE}{own.pk}/gift/").status_code == 204
    assert post(client, f"{MINE}{theirs.pk}/gift/").status_code == 404
    assert not CouponGift.objects.filter(issued=theirs).exists()


def test_a_token_reads_and_writes_only_with_the_scope(client):
    user, coupon = factories.member(), offer()
    _token, key = tokens.issue(user=user, name="Till", scopes=["account:read"], days=1)
    head = {"Authorization": f"Bearer {key}"}
    assert client.get(MINE, headers=head).status_code == 200
    assert client.post(MINE, {"coupon": coupon.pk}, "application/json", headers=head).status_code == 403
    assert not IssuedCoupon.objects.exists()
