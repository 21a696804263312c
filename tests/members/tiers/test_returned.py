"""What goes back counts against the moment it was bought, and takes back the tier that was reached by it."""

import pytest

from members.tiers import services as tiers
from minishop.events.models import Event
from tests import factories
from tests.corruption import findings
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


def test_a_return_takes_back_the_tier_it_was_reached_by():
    club.four()
    wen = factories.member()
    club.bought(wen, 2000, days_ago=60)
    club.bought(wen, 1500, days_ago=20)
    assert club.tier(wen) == "sand"

    club.given_back(wen, 1500, days_ago=20)

    assert club.path(wen)[1:] == [("sand", "reached"), ("moon", "taken_back")]
    assert Event.objects.get(name="tier.lapsed").data["why"] == "taken_back"
    assert findings("H1") == []


def test_a_return_that_leaves_enough_takes_nothing_back():
    club.four()
    wen = factories.member()
    club.bought(wen, 3500)
    club.given_back(wen, 400)
    assert (club.tier(wen), tiers.of(wen).figure) == ("sand", 3100)


def test_of_two_tiers_reached_by_it_both_go():
    club.four()
    wen = factories.member()
    club.bought(wen, 3000, days_ago=3)
    club.bought(wen, 6000, days_ago=2)
    club.given_back(wen, 6000, days_ago=2)
    assert club.tier(wen) == "sand"
    club.given_back(wen, 1, days_ago=3)
    assert club.path(wen)[-2:] == [("sand", "taken_back"), ("moon", "taken_back")]


def test_what_went_back_of_a_skipped_tier_leaves_the_one_between():
    club.four()
    wen = factories.member()
    club.bought(wen, 9000, days_ago=1)
    club.given_back(wen, 5000, days_ago=1)
    assert club.tier(wen) == "sand"
    club.given_back(wen, 2000, days_ago=1)
    assert club.tier(wen) == "moon"


def test_a_tier_that_staff_gave_stays_with_a_return():
    club.four()
    wen = factories.member()
    tiers.place(user=wen, tier=tiers.named("brass"))
    club.bought(wen, 500)
    club.given_back(wen, 500)
    assert club.tier(wen) == "brass"


def test_a_tier_kept_from_an_earlier_year_stays_with_a_return_of_this_one():
    """Reached by last year's purchases: this year's return did not bring it."""
    club.four()
    wen = factories.member()
    club.bought(wen, 4000, days_ago=100)
    club.bought(wen, 500, days_ago=5)
    club.given_back(wen, 500, days_ago=5)
    assert club.tier(wen) == "sand"
    assert club.path(wen)[-1] == ("sand", "reached")


def test_whoever_bought_enough_since_keeps_the_tier():
    club.four()
    wen = factories.member()
    club.bought(wen, 3000, days_ago=50)
    club.bought(wen, 3000, days_ago=1)
    club.given_back(wen, 3000, days_ago=50)
    assert (club.tier(wen), tiers.of(wen).figure) == ("sand", 3000)
