"""Staff: their groups, and who may give whom what.

Nobody edits a person with more rights than their own, nor gives a right they lack: otherwise changing
a superuser's e-mail would be a way to become one.
"""

from collections.abc import Iterable

from axes.utils import reset
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from members.accounts.models import User
from members.staff.roles import ADMINS, ALL_ROLES, OUR_APPS, Role
from minishop import events


@transaction.atomic
def ensure_groups() -> list[Group]:
    """The shop's roles exist with exactly the rights `roles` gives them; other groups are left alone."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    return [_ensure(role) for role in ALL_ROLES]


def engage(*, email: str, name: str, role: Role, password: str) -> User:
    """The person works here in this role, with this password; repeated, nothing changes but those."""
    user, _created = User.objects.get_or_create(email=email.lower(), defaults={"name": name})
    user.is_staff = True
    user.set_password(password)
    user.save(update_fields=["is_staff", "password"])
    user.groups.set(Group.objects.filter(name=role.name))
    events.emit("staff.engaged", subject=user, role=role.name)
    return user


def set_password(*, user: User, password: str, actor: User) -> None:
    """The password is new; sessions opened with the old one end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    events.emit("staff.password_set", subject=user, actor=actor)


def unlock(*, user: User, actor: User) -> None:
    """Wrong passwords typed so far no longer keep the person out."""
    reset(username=user.email)
    events.emit("staff.unlocked", subject=user, actor=actor)


def outranks(person: User, other: User) -> bool:
    """Whether the person has every right the other has."""
    if person.is_superuser:
        return True
    return not other.is_superuser and _rights_of(other) <= person.get_all_permissions()


def grantable(person: User) -> Iterable[Group]:
    """The groups whose every right the person has."""
    groups = Group.objects.prefetch_related("permissions__content_type").order_by("name")
    if person.is_superuser:
        return groups
    own = person.get_all_permissions()
    held = [group.pk for group in groups if _named(group.permissions.all()) <= own]
    return groups.filter(pk__in=held)


def _ensure(role: Role) -> Group:
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.set(_permissions(role))
    return group


def _permissions(role: Role) -> Iterable[Permission]:
    wanted = Q(pk__in=[])
    for right in role.rights():
        app, _, codename = right.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    if role is ADMINS:
        wanted |= Q(content_type__app_label__in=OUR_APPS)
    return Permission.objects.filter(wanted)


def _named(permissions: Iterable[Permission]) -> set[str]:
    return {f"{right.content_type.app_label}.{right.codename}" for right in permissions}


def _rights_of(user: User) -> set[str]:
    """All the person's rights, whether or not the account is open."""
    held = Permission.objects.filter(Q(group__user=user) | Q(user=user)).select_related("content_type")
    return _named(held)
