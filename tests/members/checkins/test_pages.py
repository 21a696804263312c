"""The check-in page works by a form alone; who is not signed in is asked in first."""

import pytest

from members.checkins.models import CheckIn, CheckInRule
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    return CheckInRule.objects.create(day=1, points=5)


def test_a_member_checks_in_and_is_told_what_it_brought(client, rule):
    client.force_login(factories.member())
    assert "Check in today: 5 points" in client.get("/me/check-in/").text

    page = client.post("/me/check-in/", follow=True)

    assert page.redirect_chain == [("/me/check-in/", 302)]
    assert "Good to see you: 5 points." in page.text
    assert "You were here today." in page.text
    assert "Check in today" not in page.text


def test_a_guest_is_asked_in_and_comes_back(client, rule):
    answer = client.post("/me/check-in/")

    assert answer.headers["Location"] == "/sign-in/?next=/sign-in/resume/"
    assert not CheckIn.objects.exists()


def test_without_rules_the_page_says_so(client):
    client.force_login(factories.member())
    assert "Nothing to check in for at the moment." in client.get("/me/check-in/").text


def test_staff_collect_nothing_and_read_why(client, rule):
    client.force_login(factories.staff())
    assert "collect nothing" in client.post("/me/check-in/", follow=True).text
    assert not CheckIn.objects.exists()


def test_programs_read_the_streak_and_add_a_day(client, rule):
    client.force_login(factories.member())
    before = client.get("/api/v1/me/check-in/").json()
    after = client.post("/api/v1/me/check-in/").json()
    assert (before["streak"], before["is_done"], after["streak"], after["is_done"]) == (0, False, 1, True)
    assert CheckIn.objects.count() == 1
