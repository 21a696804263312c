from datetime import timedelta

import pytest
from django.db.models import F

from minishop import limits, schedule
from minishop.limits.models import Allowance

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def taken(times: int, key: str = "someone") -> int:
    return sum(limits.take("test", key, most=5, per=HOUR) for _ in range(times))


def test_no_more_than_there_is():
    assert taken(9) == 5


def test_a_refusal_uses_nothing_up():
    taken(5)
    before = Allowance.objects.get().full_at
    assert taken(3) == 0
    assert Allowance.objects.get().full_at == before


def test_it_comes_back_one_by_one():
    taken(5)
    Allowance.objects.update(full_at=F("full_at") - HOUR / 5)
    assert taken(3) == 1


def test_each_has_their_own():
    assert taken(5) == taken(5, key="other") == 5


def test_whole_allowances_are_forgotten():
    taken(1)
    Allowance.objects.update(full_at=F("full_at") - 2 * HOUR)
    assert limits.forget() == 1
    assert not Allowance.objects.exists()


@pytest.mark.parametrize(
    ("address", "household"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8::1:2", "2001:db8::/64"), ("nonsense", "nonsense")],
)
def test_a_household_is_an_address_or_a_network(address, household):
    assert limits.household(address) == household


def test_beat_forgets_what_is_whole_again():
    taken(1)
    Allowance.objects.update(full_at=F("full_at") - 2 * HOUR)
    schedule.run(schedule.sweeps["minishop.limits.tasks.forget_allowances"])
    assert not Allowance.objects.exists()


def test_no_address_is_written_down(client):
    """Whoever asks is counted under a name that tells nobody where they are."""
    client.post("/api/v1/bag/lines/", {}, content_type="application/json", REMOTE_ADDR="203.0.113.7")
    client.post("/sign-in/passkey/question/", REMOTE_ADDR="203.0.113.7")
    keys = Allowance.objects.values_list("key", flat=True)
    assert len(keys) == 2
    assert not [key for key in keys if "203.0.113" in key]
