"""A member brings a newcomer by a link, once, never themselves; a first order that is kept rewards it."""

from datetime import timedelta

import pytest
from django.test import Client

from members.accounts.models import User
from members.activities import referrals
from members.activities.models import Activity, Invitation, Referral
from members.points import services as points
from minishop import clock, events, merging
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen():
    return factories.member()


@pytest.fixture
def opened():
    return clock.now() - timedelta(minutes=5)


def bring(wen, newcomer, opened):
    code = referrals.invitation(user=wen).code
    return referrals.bind(newcomer=newcomer, code=code, opened_at=opened)


def rewards():
    for code, brings in (("referred", 500), ("invited", 200)):
        Activity.objects.create(code=code, title=code, points=brings, times=2, period="month")


def test_an_invitation_is_made_once_and_read_in_any_case(wen):
    first, second = referrals.invitation(user=wen), referrals.invitation(user=wen)

    assert first == second
    assert referrals.of(first.code.upper()) == first
    assert referrals.invitation(user=factories.staff()) is None


def test_a_newcomer_is_brought_once(wen, opened):
    newcomer, other = factories.member(), factories.member()

    row = bring(wen, newcomer, opened)

    assert (row.referrer, row.newcomer) == (wen, newcomer)
    assert bring(other, newcomer, opened) is None
    assert Referral.objects.count() == 1


def test_nobody_brings_themselves_nor_who_was_here_before(wen, opened):
    assert bring(wen, wen, opened) is None
    assert bring(wen, factories.member(), clock.now() + timedelta(minutes=1)) is None
    assert bring(wen, factories.staff(), opened) is None
    assert not Referral.objects.exists()


def test_the_first_order_that_is_kept_rewards_both_once(wen, opened):
    rewards()
    newcomer = factories.member()
    row = bring(wen, newcomer, opened)
    assert (points.figures(wen).free, row.rewarded_at) == (0, None)

    for _ in range(2):
        referrals.order_kept(user=newcomer)

    assert (points.figures(wen).free, points.figures(newcomer).free) == (500, 200)
    assert referrals.brought(wen).rewarded == 1
    assert findings("E2") == []


def test_that_an_order_was_kept_is_heard(wen, opened):
    rewards()
    newcomer = factories.member()
    bring(wen, newcomer, opened)

    for user in (newcomer.pk, None):
        events.emit("order.kept", subject=newcomer, user=user)
    events.sweep()

    assert points.figures(wen).free == 500


def test_an_order_of_somebody_nobody_brought_rewards_nobody(wen):
    rewards()
    assert referrals.order_kept(user=wen) is None
    assert points.figures(wen).free == 0


def test_the_link_is_kept_in_a_cookie_and_bound_as_one_joins(wen, client, code_sent):
    code = referrals.invitation(user=wen).code
    page = client.get(f"/i/{code}/")
    assert "A friend thought of you" in page.text
    assert page.cookies["invited"]["httponly"]

    client.post("/sign-in/code/", {"email": "new@example.com"})
    answer = client.post("/sign-in/", {"code": code_sent("new@example.com")})

    assert Referral.objects.get().newcomer == User.objects.get(email="new@example.com")
    assert answer.cookies["invited"]["max-age"] == 0


def test_a_member_who_opens_a_friends_link_and_signs_in_is_nobodys_newcomer(wen, client, code_sent):
    factories.member(email="old@example.com")
    client.get(f"/i/{referrals.invitation(user=wen).code}/")

    client.post("/sign-in/code/", {"email": "old@example.com"})
    client.post("/sign-in/", {"code": code_sent("old@example.com")})

    assert not Referral.objects.exists()


@pytest.mark.parametrize("cookie", ["nonsense", "WyJhIiwiYiJd:x:y"])
def test_a_cookie_somebody_else_wrote_is_dropped(wen, cookie):
    browser = Client()
    browser.force_login(wen)
    browser.cookies["invited"] = cookie

    answer = browser.post("/me/check-in/")

    assert answer.cookies["invited"]["max-age"] == 0
    assert not Referral.objects.exists()


def test_an_unknown_or_erased_persons_link_leads_nowhere(wen, client):
    code = referrals.invitation(user=wen).code
    User.objects.filter(pk=wen.pk).update(is_active=False)
    assert client.get(f"/i/{code}/").status_code == 404
    assert client.get("/i/nothing/").status_code == 404


def test_accounts_that_become_one_bring_nobody(wen, opened):
    gone, third = factories.member(), factories.member()
    bring(wen, gone, opened)
    bring(gone, third, opened)

    merging.join(wen, gone)

    assert [(row.referrer, row.newcomer) for row in Referral.objects.all()] == [(wen, third)]
    assert set(Invitation.objects.values_list("user", flat=True)) == {wen.pk}


def test_whoever_had_an_account_before_is_no_newcomer_in_another(wen, opened):
    old, again = factories.member(), factories.member()
    bring(wen, again, opened)

    merging.join(again, old)

    assert not Referral.objects.exists()
