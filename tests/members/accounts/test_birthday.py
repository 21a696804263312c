"""A birthday is told once a year at most."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.accounts import birthday
from members.accounts.models import BirthdayFixed, User

pytestmark = pytest.mark.django_db

MAY, JUNE = date(1990, 5, 6), date(1990, 6, 7)


@pytest.fixture
def wen() -> User:
    return User.objects.create_user(phone="+8613800138000")


def test_it_is_told_and_told_again_without_effect(wen):
    birthday.tell(user=wen, birthday=MAY)
    birthday.tell(user=wen, birthday=MAY)
    wen.refresh_from_db()
    assert wen.birthday == MAY


def test_it_does_not_change_within_a_year(wen):
    birthday.tell(user=wen, birthday=MAY)
    with pytest.raises(BirthdayFixed) as fixed:
        birthday.tell(user=wen, birthday=JUNE)
    wen.refresh_from_db()
    assert wen.birthday == MAY
    assert fixed.value.until > timezone.now() + timedelta(days=364)


def test_it_changes_after_a_year(wen):
    birthday.tell(user=wen, birthday=MAY)
    User.objects.filter(pk=wen.pk).update(birthday_set_at=timezone.now() - timedelta(days=366))
    birthday.tell(user=User.objects.get(pk=wen.pk), birthday=JUNE)
    wen.refresh_from_db()
    assert wen.birthday == JUNE


def test_taking_it_back_is_free_and_gains_nothing(wen):
    birthday.tell(user=wen, birthday=MAY)
    birthday.tell(user=wen, birthday=None)
    wen.refresh_from_db()
    assert wen.birthday is None
    with pytest.raises(BirthdayFixed):
        birthday.tell(user=wen, birthday=JUNE)


@pytest.mark.parametrize("typed", ["2999-01-01", "1800-01-01", "yesterday"])
def test_an_impossible_one_is_refused_with_what_was_typed(client, wen, typed):
    client.force_login(wen)
    answer = client.post("/me/profile/", {"name": "Lin", "language": "en", "birthday": typed})
    assert answer.status_code == 400
    assert "Lin" in answer.text
    wen.refresh_from_db()
    assert (wen.name, wen.birthday) == ("", None)
