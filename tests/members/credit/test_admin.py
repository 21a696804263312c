"""Customer service gives credit on a member's page, within the limit, once for each form."""

import pytest
from django.contrib.auth.models import Permission

from members.credit import services as credit
from members.credit.models import CreditGrant
from tests import factories

pytestmark = pytest.mark.django_db
FORM = {"amount": "120", "reason": "goodwill", "note": "The ribbon was missing", "key": "k1"}


@pytest.fixture
def member():
    return factories.member()


@pytest.fixture
def service(client):
    person = factories.staff("service")
    rights = ("view_user", "view_creditgrant", "add_creditgrant")
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(person)
    return person


def give(client, member, **other):
    path = f"/admin/members/user/{member.pk}/do/credit/"
    return client.post(path, FORM | other, follow=True).content.decode()


def test_the_same_form_twice_gives_once_and_says_who(client, member, service):
    for _ in range(2):
        assert "The member has it at once." in give(client, member)

    assert (credit.balance(member), CreditGrant.objects.get().actor) == (120, service)
    assert "The ribbon was missing" in client.get("/admin/members/creditgrant/").content.decode()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"amount": "500.01"}, "Over ¥500 takes the right to give more."),
        ({"amount": "-1"}, "There is only ¥0 to take back."),
        ({"amount": "0"}, "Nothing, finer than the smallest coin"),
    ],
)
def test_what_is_refused_is_said_in_words_and_gives_nothing(client, member, service, other, words):
    assert words in give(client, member, **other)

    assert (credit.balance(member), CreditGrant.objects.count()) == (0, 0)


def test_nobody_on_the_staff_is_given_credit(client, service):
    other = factories.staff()

    client.post(f"/admin/members/user/{other.pk}/do/credit/", FORM)

    assert not CreditGrant.objects.exists()
