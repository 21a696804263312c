import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from members.staff import roles
from members.staff import services as staff

pytestmark = pytest.mark.django_db


def held(group: str) -> set[str]:
    rights = Permission.objects.filter(group__name=group).select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}" for right in rights}


@pytest.mark.parametrize("role", roles.ALL_ROLES, ids=lambda role: role.name)
def test_every_right_of_a_role_exists(groups, role):
    assert set(role.rights()) <= held(role.name)


def test_the_roles_are_put_right_again_and_others_left_alone(groups):
    own = Group.objects.create(name="Window dressers")
    own.permissions.add(Permission.objects.get(codename="view_product"))
    Group.objects.get(name="Clerks").permissions.add(Permission.objects.get(codename="delete_user"))
    call_command("ensure_roles")
    assert held("Clerks") == set(roles.CLERKS.rights())
    assert held("Window dressers") == {"catalog.view_product"}


def test_marketing_sees_no_person(groups):
    people = ("user", "order", "pickup", "fulfilment", "message", "payment", "shippingaddress", "event")
    assert not [right for right in held("Marketing") for name in people if right.endswith(f"_{name}")]


def test_only_some_work_in_any_store_and_scan(groups):
    anywhere = {role.name for role in roles.ALL_ROLES if "orders.work_in_any_store" in held(role.name)}
    scan = {role.name for role in roles.ALL_ROLES if "orders.scan_codes" in held(role.name)}
    assert anywhere == {"Customer service", "Marketing", "Finance", "Admins"}
    assert scan == {"Clerks", "Customer service", "Admins"}


def test_engaging_twice_is_engaging_once(engage):
    assert engage(roles.CLERKS) == engage(roles.CLERKS)


def test_nobody_outranks_a_superuser_but_another(engage, superuser):
    admin, clerk = engage(roles.ADMINS), engage(roles.CLERKS)
    assert staff.outranks(admin, clerk)
    assert not staff.outranks(clerk, admin)
    assert not staff.outranks(admin, superuser)
    assert staff.outranks(superuser, admin)


def test_one_gives_only_what_one_has(engage, superuser):
    service = engage(roles.SERVICE)
    assert [group.name for group in staff.grantable(service)] == ["Clerks", "Customer service"]
    assert len(staff.grantable(superuser)) == len(roles.ALL_ROLES)
