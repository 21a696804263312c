import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from members.accounts.models import User
from members.staff import roles
from minishop.events.models import Event

pytestmark = pytest.mark.django_db

NEW = {"password": "moonlit walk", "repeated": "moonlit walk"}


def page(user: User) -> str:
    return reverse("admin:members_user_change", args=[user.pk])


def verb(user: User, name: str) -> str:
    return reverse("admin:members_user_do", args=[user.pk, name])


def facts(user: User, **changes) -> dict:
    return {"email": user.email, "name": user.name, "is_staff": "on", "is_active": "on", **changes}


def test_an_admin_cannot_change_a_superuser_s_e_mail(client, engage, superuser):
    client.force_login(engage(roles.ADMINS))
    answer = client.post(page(superuser), facts(superuser, email="mine@shop.example"))
    superuser.refresh_from_db()
    assert answer.status_code == 403
    assert superuser.email == "owner@shop.example"


def test_an_admin_cannot_set_a_superuser_s_password(client, engage, superuser):
    client.force_login(engage(roles.ADMINS))
    before = superuser.password
    answer = client.post(verb(superuser, "password"), NEW)
    superuser.refresh_from_db()
    assert answer.status_code == 403
    assert superuser.password == before


def test_an_admin_cannot_make_a_superuser(client, engage):
    clerk = engage(roles.CLERKS)
    client.force_login(engage(roles.ADMINS))
    client.post(page(clerk), facts(clerk, is_superuser="on"))
    clerk.refresh_from_db()
    assert not clerk.is_superuser


def test_nobody_gives_a_role_beyond_his_own(client, engage):
    from django.contrib.auth.models import Permission

    service = engage(roles.SERVICE)
    service.user_permissions.add(Permission.objects.get(codename="change_user"))
    clerk = engage(roles.CLERKS)
    client.force_login(service)
    admins = Group.objects.get(name="Admins")
    answer = client.post(page(clerk), facts(clerk, groups=[admins.pk]))
    assert answer.status_code == 200, "the form comes back with its flaw"
    assert [group.name for group in clerk.groups.all()] == ["Clerks"]


def test_an_admin_moves_a_clerk_to_service_and_the_trail_tells_it(client, engage):
    clerk, admin = engage(roles.CLERKS), engage(roles.ADMINS)
    client.force_login(admin)
    service = Group.objects.get(name="Customer service")
    client.post(page(clerk), facts(clerk, groups=[service.pk]))
    assert [group.name for group in clerk.groups.all()] == ["Customer service"]
    event = Event.objects.get(name="person.changed")
    assert (event.actor, event.subject) == (admin, f"user:{clerk.pk}")


def test_a_new_password_ends_the_old_sessions(client, engage):
    from django.test import Client

    clerk, other = engage(roles.CLERKS), Client()
    other.force_login(clerk)
    client.force_login(engage(roles.ADMINS))
    client.post(verb(clerk, "password"), NEW)
    clerk.refresh_from_db()
    assert clerk.check_password("moonlit walk")
    assert other.get("/admin/").status_code == 302


def test_a_weak_password_is_refused(client, engage):
    clerk = engage(roles.CLERKS)
    client.force_login(engage(roles.ADMINS))
    answer = client.post(verb(clerk, "password"), {"password": "12345678", "repeated": "12345678"})
    before = clerk.password
    clerk.refresh_from_db()
    assert answer.status_code == 200
    assert clerk.password == before


def test_no_page_shows_a_password(client, engage, superuser):
    clerk = engage(roles.CLERKS)
    client.force_login(superuser)
    for address in (page(clerk), reverse("admin:members_user_changelist")):
        assert clerk.password not in client.get(address).text


def test_nobody_is_deleted(client, engage, superuser):
    client.force_login(superuser)
    clerk = engage(roles.CLERKS)
    answer = client.post(reverse("admin:members_user_delete", args=[clerk.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert User.objects.filter(pk=clerk.pk).exists()


def test_customer_service_reads_members_and_changes_none(client, engage):
    member = User.objects.create_user(phone="+8613800138000", name="Wen")
    client.force_login(engage(roles.SERVICE))
    assert "Wen" in client.get(page(member)).text
    assert client.post(page(member), {"name": "Other", "phone": "+8613800138000"}).status_code == 403


@pytest.mark.parametrize("role", [roles.CLERKS, roles.MARKETING, roles.FINANCE], ids=lambda role: role.name)
def test_other_roles_do_not_see_people(client, engage, role):
    client.force_login(engage(role))
    assert client.get(reverse("admin:members_user_changelist")).status_code == 403


def test_the_shop_s_own_roles_are_not_edited_by_hand(client, superuser, groups):
    client.force_login(superuser)
    clerks = Group.objects.get(name="Clerks")
    answer = client.post(reverse("admin:auth_group_change", args=[clerks.pk]), {"name": "Clerks"})
    assert answer.status_code == 403
