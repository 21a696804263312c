"""Everybody who signs up is in the club; whoever was here before joins when first asked for."""

import pytest

from members.accounts import services as accounts
from members.identities import services as identities
from members.tiers import services as tiers
from members.tiers.models import Membership, NoSuchTier, NotAMember, QualifyingFact, Tier, TierChange
from minishop import events
from minishop.events.models import Event
from tests import factories
from tests.corruption import findings
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


def test_signing_up_is_joining(visit, code_sent):
    accounts.request_code(address="wen@example.com", asker="10.0.0.1")
    user = accounts.sign_in(visit(), address="wen@example.com", code=code_sent("wen@example.com"))

    events.sweep()

    assert Membership.objects.get().user == user
    assert Event.objects.get(name="membership.joined").data == {"member": user.pk}


def test_whoever_was_here_before_joins_when_asked_for():
    club.four()
    wen = factories.member()
    assert tiers.of(wen).tier.code == "moon"
    assert tiers.of(wen).membership.number == Membership.objects.get().number
    assert len(Membership.objects.get().number) == 10
    assert club.path(wen) == [("moon", "joined")]


def test_reading_a_tier_alone_writes_nothing():
    club.four()
    assert tiers.tier_of(factories.member()).code == "moon"
    assert not Membership.objects.exists()


def test_a_shop_without_tiers_has_one():
    assert tiers.base() == tiers.base()
    assert Tier.objects.count() == 1


def test_staff_are_in_no_club():
    clerk = factories.staff("admin")
    with pytest.raises(NotAMember):
        tiers.join(user=clerk)
    with pytest.raises(NotAMember):
        tiers.place(user=clerk, tier=tiers.base())
    assert tiers.of(clerk).tier == tiers.base()
    assert not Membership.objects.exists()


def test_staff_place_a_member_and_history_says_who():
    club.four()
    wen, manager = factories.member(), factories.staff("admin")
    tiers.place(user=wen, tier=tiers.named("ink"), actor=manager)
    tiers.place(user=wen, tier=tiers.named("ink"), actor=manager)
    assert club.path(wen) == [("moon", "joined"), ("ink", "staff")]
    assert TierChange.objects.get(why="staff").actor == manager
    assert tiers.of(wen).kept_until


def test_no_tier_of_that_name():
    with pytest.raises(NoSuchTier):
        tiers.named("gold")


def test_two_accounts_of_one_person_have_the_higher_tier_and_all_that_counted():
    club.four()
    kept, gone = factories.member(), factories.member()
    club.bought(kept, 5000)
    club.bought(gone, 4000)

    identities.merge(kept, gone, actor=kept)

    assert club.path(kept) == [("moon", "joined"), ("sand", "reached"), ("brass", "merged")]
    assert tiers.of(gone).membership.user == kept
    assert tiers.of(kept).figure == 9000
    assert [findings(code) for code in ("H1", "H2", "H3")] == [[]] * 3


def test_a_higher_tier_comes_along_with_its_end():
    club.four()
    kept, gone = factories.member(), factories.member()
    tiers.place(user=gone, tier=tiers.named("ink"))
    until = Membership.objects.get(user=gone).kept_until
    identities.merge(kept, gone, actor=kept)
    assert (club.tier(kept), tiers.of(kept).kept_until) == ("ink", until)


def test_what_counts_for_a_merged_account_counts_for_the_one_that_stays():
    club.four()
    kept, gone = factories.member(), factories.member()
    identities.merge(kept, gone, actor=kept)
    club.bought(gone, 3000)
    assert club.tier(kept) == "sand"
    assert QualifyingFact.objects.get().user == kept
