"""What staff may do about a member's data, and the note that they looked."""

import pytest

from members.accounts.models import User
from members.consents import services as consents
from members.rights.models import Erasure
from minishop import events
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    person = factories.staff("admin")
    client.force_login(person)
    return person


def page_of(person) -> str:
    return f"/admin/members/user/{person.pk}/change/"


def test_staff_read_what_a_member_agreed_to_and_asked(client, admin):
    person = factories.member()
    consents.give(user=person, purpose="marketing-email", source="settings")
    assert "News by e-mail" in client.get(page_of(person)).text


def test_each_look_at_a_member_is_noted_and_a_look_at_oneself_is_not(client, admin):
    person = factories.member()
    client.get(page_of(person))
    client.get(page_of(person))
    client.get(page_of(admin))
    seen = Event.objects.filter(name="person.viewed")
    assert [(event.subject_id, event.actor_id) for event in seen] == [(person.pk, admin.pk)] * 2


def test_an_admin_erases_on_a_written_wish_asked_once_more_first(client, admin):
    person = factories.member()
    do = f"/admin/members/user/{person.pk}/do/erase/"
    assert "written wish" in client.get(do).text
    assert not Erasure.objects.exists()

    client.post(do)
    events.sweep()

    assert User.objects.get(pk=person.pk).erased_at
    assert Event.objects.get(name="erasure.asked").actor_id == admin.pk


def test_who_works_here_has_no_such_button(client, admin):
    clerk = factories.staff("clerk")
    assert "do/erase" not in client.get(page_of(clerk)).text
    client.post(f"/admin/members/user/{clerk.pk}/do/erase/")
    assert not Erasure.objects.exists()


def test_nobody_writes_into_an_account_that_was_erased(client, admin):
    person = factories.member()
    client.post(f"/admin/members/user/{person.pk}/do/erase/")
    events.sweep()
    client.post(page_of(person), {"name": "Wen", "email": "wen@example.com", "is_active": "on"})
    assert User.objects.get(pk=person.pk).name == ""
