"""The claim centre: to look at for everybody, to claim for members, and a claim survives signing in."""

import pytest

from members.coupons.models import IssuedCoupon
from members.tiers import services as tiers
from members.tiers.models import Tier
from tests import factories
from tests.members.couponpages.offers import offer

pytestmark = pytest.mark.django_db


def test_a_guest_sees_what_there_is_and_comes_back_to_the_claim_after_signing_in(client):
    coupon = offer(title="Moonrise", claim_limit=200)
    said = client.get("/coupons/").content.decode()
    assert "Moonrise" in said
    assert "200 of 200 left" in said
    away = client.post(f"/coupons/{coupon.pk}/claim/", {"key": "one-press"})
    assert away.headers["Location"] == "/sign-in/?next=/sign-in/resume/"
    assert not IssuedCoupon.objects.exists()
    user = factories.member()
    kept = client.session["interrupted"]
    client.force_login(user)
    session = client.session
    session["interrupted"] = kept
    session.save()
    resumed = client.get("/sign-in/resume/").content.decode()
    assert f'action="/coupons/{coupon.pk}/claim/"' in resumed
    assert 'value="one-press"' in resumed
    client.post(f"/coupons/{coupon.pk}/claim/", {"key": "one-press"})
    assert IssuedCoupon.objects.get().user == user


def test_what_one_had_is_no_longer_offered_and_a_second_press_is_the_first(client):
    coupon, user = offer(title="Moonrise"), factories.member()
    client.force_login(user)
    for _press in range(2):
        assert client.post(f"/coupons/{coupon.pk}/claim/", {"key": "k"}).headers["Location"] == "/me/coupons/"
    assert IssuedCoupon.objects.filter(user=user).count() == 1
    assert "Nothing to claim" in client.get("/coupons/").content.decode()
    refused = client.post(f"/coupons/{coupon.pk}/claim/", {"key": "another"}, follow=True)
    assert "You have had yours." in refused.content.decode()
    assert IssuedCoupon.objects.filter(user=user).count() == 1


def test_what_is_given_otherwise_is_neither_shown_nor_claimed(client):
    hidden = [offer(title="By code", way="code", shared_code="X"), offer(title="Staff", way="staff")]
    client.force_login(factories.member())
    assert "Nothing to claim" in client.get("/coupons/").content.decode()
    assert [client.post(f"/coupons/{one.pk}/claim/").status_code for one in hidden] == [404, 404]
    assert not IssuedCoupon.objects.exists()


def test_another_tiers_coupon_says_so_instead_of_offering_a_button(client):
    tiers.base()
    brass = Tier.objects.create(code="brass", name="Brass", rank=7, threshold=9000)
    coupon = offer(title="Brass only")
    coupon.tiers.add(brass)
    client.force_login(factories.member())
    said = client.get("/coupons/").content.decode()
    assert "For Brass" in said
    assert "This coupon is for another tier." in said
    assert f"/coupons/{coupon.pk}/claim/" in said
    assert "Claim Brass only" not in said
