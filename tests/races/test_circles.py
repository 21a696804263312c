"""Two people lead two addresses to each other at once: one of them is told that it goes in a circle."""

import pytest

from catalog.redirects import services as redirects
from catalog.redirects.models import Redirect

pytestmark = pytest.mark.django_db(transaction=True)


def circles(race) -> int:
    """Addresses that lead to one that leads on."""
    Redirect.objects.all().delete()
    ways = [("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/a/")]
    answers = race(len(ways), lambda i: redirects.lead(path=ways[i][0], to=ways[i][1]))
    assert not [one for one in answers if isinstance(one, Exception) and not isinstance(one, redirects.Loop)]
    return Redirect.objects.filter(to__in=Redirect.objects.values("path")).count()


def test_nobody_is_ever_led_in_a_circle_or_twice(race):
    for _ in range(6):
        assert circles(race) == 0
        assert Redirect.objects.count() == 2


def test_without_the_lock_addresses_lead_on_and_on(race, until, monkeypatch):
    """Guard off: each looks before the others have written."""
    monkeypatch.setattr(redirects, "one_at_a_time", lambda: None)
    assert until(lambda: circles(race) > 0)
