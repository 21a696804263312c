"""Two addresses are made the first choice at once: one of them is, whichever came last."""

import pytest
from django.db import IntegrityError, OperationalError

from members.addresses import services as addresses
from members.addresses.models import Address
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def chosen(race) -> tuple[int, list[Exception]]:
    """How many first choices there are, and who was refused."""
    wen = factories.member()
    told = {"user": wen, "name": "李雯", "phone": "+8613800138000", "province": "Zhejiang", "city": "杭州市"}
    rows = [addresses.add(**told, street=f"北山街{number}号") for number in range(5)]
    answers = race(4, lambda i: addresses.make_default(address=rows[i + 1]))
    refused = [one for one in answers if isinstance(one, Exception)]
    return Address.objects.of(wen).filter(is_default=True).count(), refused


def test_of_many_at_once_one_is_the_first_choice_and_none_is_refused(race):
    for _ in range(4):
        assert chosen(race) == (1, [])


def test_without_the_members_lock_the_table_refuses_a_second(race, until, monkeypatch):
    """Guard off: the constraint behind the lock still leaves one, and someone is turned away."""
    monkeypatch.setattr(addresses, "_hold", lambda user: None)

    def refused() -> bool:
        count, problems = chosen(race)
        assert count == 1
        return any(isinstance(one, IntegrityError | OperationalError) for one in problems)

    assert until(refused)
