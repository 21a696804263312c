"""The member reads where they stand, what it brings, and how it came to be: on pages and as JSON."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.tiers import services as tiers
from members.tiers.models import Membership, MembershipPlan
from tests import factories
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen(client):
    ladder = club.four()
    ladder["sand"].discount_percent = 5
    ladder["sand"].privileges = "Initials in gold foil"
    ladder["sand"].save()
    ladder["brass"].free_shipping = True
    ladder["brass"].save()
    user = factories.member()
    club.bought(user, 5920, days_ago=3)
    client.force_login(user)
    return user


def read(client, address, language="en"):
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_ones_own_page_opens_with_the_tier_and_what_is_missing(wen, client):
    page = read(client, "/me/")
    assert '<h2 id="tier">Sand</h2>' in page
    assert "¥2,080 more and you are Brass" in page
    assert 'value="74"' in page


def test_the_tier_page_tells_benefits_ladder_and_history(wen, client):
    page = read(client, "/me/tier/")
    for words in ("Sand brings you", "5% off every piece", "Initials in gold foil", "Free delivery"):
        assert words in page
    assert "Reached by what you bought" in page
    assert "By invitation, or with a membership you buy" in page
    assert "再累计 ¥2,080，即可升为Brass会员" in read(client, "/me/tier/", "zh-hans")


def test_near_its_end_the_page_says_what_keeps_it(wen, client):
    Membership.objects.update(kept_until=timezone.now() + timedelta(days=400))
    assert "more keeps it" not in read(client, "/me/tier/")
    Membership.objects.update(kept_until=timezone.now() + timedelta(days=364.5))
    Membership.objects.update(kept_until=timezone.now() + timedelta(days=20))
    club.given_back(wen, 4000, days_ago=3)
    tiers.place(user=wen, tier=tiers.named("sand"))
    Membership.objects.update(kept_until=timezone.now() + timedelta(days=20))
    assert "¥1,080 more keeps it" in read(client, "/me/tier/")


def test_a_bought_membership_says_until_when(wen, client):
    plan = MembershipPlan.objects.create(variant=factories.variant(), tier=tiers.named("ink"))
    tiers.begin(user=wen, plan=plan, source="order-line:1:1")
    page = read(client, "/me/tier/")
    assert '<h2 id="tier">Ink</h2>' in page
    assert "as you bought it" in page


def test_programs_read_the_same(wen, client):
    told = client.get("/api/v1/me/membership/").json()
    assert (told["tier"]["code"], told["next"]["code"]) == ("sand", "brass")
    assert (told["figure"], told["missing"], told["progress"]) == ("5920.00", "2080.00", 74)
    assert [change["why"] for change in told["history"]] == ["reached", "joined"]
    assert told["number"] == Membership.objects.get(user=wen).number


def test_a_longer_history_asks_no_more(wen, client):
    client.get("/me/tier/")
    counts = []
    for code in ("brass", "ink", "moon"):
        tiers.place(user=wen, tier=tiers.named(code))
        tiers.place(user=wen, tier=tiers.named("sand"))
        with CaptureQueriesContext(connection) as queries:
            client.get("/me/tier/")
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 14


def test_guests_are_asked_in(client):
    assert client.get("/me/tier/").status_code == 302
    assert client.get("/api/v1/me/membership/").status_code == 401
