"""Staff set what the club is, and place a member; history and figures are theirs to read alone."""

import pytest

from catalog.shelf import services as shelf
from members.memberprices.models import MemberPrice
from members.tiers import services as tiers
from members.tiers.models import Membership, MembershipPlan, Tier, TierProgramme
from tests import factories
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    user = factories.staff("admin")
    client.force_login(user)
    return user


def test_staff_place_a_member(client, manager):
    club.four()
    wen = factories.member()
    row = tiers.join(user=wen)
    told = {"tier": tiers.named("ink").pk}
    client.post(f"/admin/members/membership/{row.pk}/do/place/", told)
    assert club.path(wen)[-1] == ("ink", "staff")


def test_a_member_price_is_of_an_article(client, manager):
    piece = factories.variant()
    told = {"sku": piece.sku, "tier": "", "amount": "200", "currency": "CNY"}
    client.post("/admin/members/memberprice/add/", told)
    assert MemberPrice.objects.get().variant == piece

    answer = client.post("/admin/members/memberprice/add/", told | {"sku": "nothing"})

    assert "No piece has this article number." in answer.content.decode()
    assert client.post("/admin/members/memberprice/add/", told).status_code == 200
    assert MemberPrice.objects.count() == 1


def test_a_piece_has_one_plan(client, manager):
    piece, ink = factories.variant(), club.four()["ink"]
    told = {"sku": piece.sku, "tier": ink.pk, "days": "365", "is_on": "on"}
    client.post("/admin/members/membershipplan/add/", told)
    again = client.post("/admin/members/membershipplan/add/", told)
    assert "This piece has one already." in again.content.decode()
    assert MembershipPlan.objects.get().variant == piece


def test_a_changed_tier_changes_what_kept_pages_say(client, manager, django_capture_on_commit_callbacks):
    sand = club.four()["sand"]
    before = shelf.version()
    told = {"name": "Dune", "look": "sand", "threshold": "2500", "discount_percent": "6"}
    told |= {"earn_multiplier": "1.2", "early_hours": "0"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/members/tier/{sand.pk}/change/", told)
    sand.refresh_from_db()
    assert (sand.name, sand.code, sand.rank) == ("Dune", "sand", 10)
    assert shelf.version() != before


def test_the_rules_are_one_row_made_when_looked_for(client, manager):
    assert not TierProgramme.objects.exists()
    for _again in range(2):
        assert client.get("/admin/members/tierprogramme/").status_code == 200
    assert TierProgramme.objects.count() == 1


def test_lists_open(client, manager):
    club.four()
    wen = factories.member()
    club.bought(wen, 3000)
    for model in ("tier", "membership", "tierchange", "membershipplan", "memberprice"):
        assert client.get(f"/admin/members/{model}/").status_code == 200
    assert Tier.objects.count() == 4
    assert Membership.objects.get().figure == 3000
