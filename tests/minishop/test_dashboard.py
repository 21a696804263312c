import pytest

from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff
from minishop import dashboard

pytestmark = pytest.mark.django_db


def seen_by(role: roles.Role) -> set[str]:
    staff.ensure_groups()
    person = staff.engage(email="someone@shop.example", name="", role=role, password="a long walk home")
    return {each["name"] for each in dashboard.for_person(User.objects.get(pk=person.pk))}


def test_each_role_sees_its_own_figures():
    assert seen_by(roles.CLERKS) == {
        "orders-today", "to-pick", "ready", "low-stock", "returns-here", "lost-parcels", "no-show",
        "no-label",
    }  # fmt: skip
    assert seen_by(roles.MARKETING) == {"low-stock", "coupons-moved"}
    assert seen_by(roles.FINANCE) == {
        "orders-today", "refunds-waiting", "refunds-failed", "returns-second", "points-owed", "points-moved",
    }  # fmt: skip


def test_every_figure_leads_to_a_list_that_opens(client):
    client.force_login(User.objects.create_superuser(email="owner@shop.example", password="x"))
    for each in dashboard.for_person(User.objects.get()):
        address = each["figure"].url
        if address:
            assert client.get(address).status_code == 200, each["name"]
