"""What holds of two accounts besides what changes hands."""

from datetime import date

import pytest
from django.utils import timezone

from members.accounts import birthday
from members.accounts.models import BirthdayFixed, User
from members.accounts.services import SIGNED_IN
from members.identities import asking
from members.identities import services as identities
from minishop.api import repeating
from minishop.idempotency.models import IdempotencyKey
from minishop.privacy import holdings
from tests import factories

pytestmark = pytest.mark.django_db
PHONE = "+8613800138000"


@pytest.fixture
def wen() -> User:
    return factories.member()


@pytest.fixture
def old() -> User:
    return factories.member(email=None, phone=PHONE)


def test_a_birthday_told_to_either_is_as_old_as_it_was(wen, old):
    birthday.tell(user=old, birthday=date(1990, 5, 4))
    identities.merge(wen, old, wen)
    wen.refresh_from_db()
    with pytest.raises(BirthdayFixed):
        birthday.tell(user=wen, birthday=date(1990, 12, 1))
    assert User.objects.get(pk=wen.pk).birthday == date(1990, 5, 4)


def key(user: User, name: str, result: str) -> None:
    IdempotencyKey.objects.create(scope=repeating.scope_of(user), key=name, result=result)


def test_what_a_program_did_once_stays_done_and_goes_when_its_person_is_erased(wen, old):
    for user, name in ((wen, "a"), (old, "a"), (old, "b")):
        key(user, name, user.name + name)
    key(factories.member(), "a", "another's")
    identities.merge(wen, old, wen)
    mine = IdempotencyKey.objects.filter(scope=repeating.scope_of(wen))
    assert sorted(mine.values_list("key", flat=True)) == ["a", "b"]
    holdings["tokens"].erase(wen)
    assert [row.result for row in IdempotencyKey.objects.all()] == ["another's"]


def test_an_address_its_owner_let_go_of_meanwhile_joins_nothing(client, wen, old):
    client.force_login(wen)
    session = client.session
    now = int(timezone.now().timestamp())
    session[SIGNED_IN] = {"way": "code", "at": now}
    session[asking.JOINING] = {"owner": old.pk, "address": PHONE, "at": now}
    session.save()
    User.objects.filter(pk=old.pk).update(phone="+8613911112222")
    assert client.post("/me/sign-in/joining/")["Location"] == "/me/sign-in/"
    old.refresh_from_db()
    assert (old.is_active, old.merged_into) == (True, None)
