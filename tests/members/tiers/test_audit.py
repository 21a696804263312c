"""Each row of the audit fires on the record that breaks it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.identities import services as identities
from members.tiers import services as tiers
from members.tiers.models import Membership, MembershipPlan
from tests import factories
from tests.corruption import corrupt, findings
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen():
    club.four()
    user = factories.member()
    club.bought(user, 3500, days_ago=2)
    assert [findings(code) for code in ("H1", "H2", "H3", "H4")] == [[]] * 4
    return user


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE members_tierchange SET why = 'reached' WHERE why = 'joined'",
        "UPDATE members_tierchange SET before_id = after_id WHERE why = 'reached'",
        "DELETE FROM members_tierchange WHERE why = 'reached'",
        "DELETE FROM members_membership",
    ],
)
def test_h1_sees_a_broken_history(wen, sql):
    corrupt(sql)
    assert findings("H1")


def test_h2_sees_a_fact_that_was_not_counted(wen):
    corrupt("UPDATE members_qualifyingfact SET spend = spend - 1")
    assert [row["member"] for row in findings("H2")] == [wen.pk]


def test_h2_sees_what_a_merge_lost(wen):
    identities.merge(factories.member(), wen, actor=wen)
    assert findings("H2") == []
    corrupt("DELETE FROM members_qualifyingfact WHERE reference LIKE 'merged:%%'")
    assert "not brought over" in {row["what"] for row in findings("H2")}


def test_h3_sees_two_paid_memberships_at_once(wen):
    plan = MembershipPlan.objects.create(variant=factories.variant(), tier=tiers.named("ink"))
    for piece in (1, 2):
        row = tiers.begin(user=wen, plan=plan, source=f"order-line:1:{piece}")
    assert findings("H3") == []
    corrupt("UPDATE members_paidmembership SET starts_at = now() WHERE id = %s", row.pk)
    assert [found["member"] for found in findings("H3")] == [wen.pk]


def test_h4_sees_a_tier_nobody_weighed(wen):
    Membership.objects.update(kept_until=timezone.now() - timedelta(days=2))
    assert [row["what"] for row in findings("H4")] == ["tier"]


def test_h4_sees_an_end_nobody_told(wen):
    plan = MembershipPlan.objects.create(variant=factories.variant(), tier=tiers.named("ink"), days=1)
    tiers.begin(user=wen, plan=plan, source="order-line:1:1")
    past = "starts_at = now() - interval '9 days', ends_at = now() - interval '2 days'"
    corrupt(f"UPDATE members_paidmembership SET {past}")
    assert [row["what"] for row in findings("H4")] == ["paid membership"]
