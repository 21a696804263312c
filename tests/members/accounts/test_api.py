import pytest
from django.test import Client

from members.accounts.models import Closed, User
from minishop.api import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen() -> User:
    return User.objects.create_user(phone="+8613800138000", name="Wen")


def test_a_member_reads_his_own_account(client, wen):
    User.objects.create_user(phone="+8613800138001", name="Other")
    client.force_login(wen)
    facts = client.get("/api/v1/me/").json()
    assert (facts["name"], facts["phone"], facts["email"]) == ("Wen", "+8613800138000", None)


def test_a_guest_reads_nothing(client):
    assert client.get("/api/v1/me/").status_code == 401


def test_name_and_language_change_and_nothing_else(client, wen):
    client.force_login(wen)
    change = {"name": "闻", "language": "zh-hans", "phone": "+8613800138009", "is_staff": True}
    client.patch("/api/v1/me/", change, content_type="application/json")
    wen.refresh_from_db()
    assert (wen.name, wen.language) == ("闻", "zh-hans")
    assert (str(wen.phone), wen.is_staff) == ("+8613800138000", False)


def test_an_unknown_language_is_refused(client, wen):
    client.force_login(wen)
    answer = client.patch("/api/v1/me/", {"language": "xx"}, content_type="application/json")
    wen.refresh_from_db()
    assert answer.status_code == 400
    assert wen.language == ""


def test_another_shop_s_page_changes_nothing(wen):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(wen)
    answer = strict.patch("/api/v1/me/", {"name": "Mallory"}, content_type="application/json")
    wen.refresh_from_db()
    assert answer.status_code == 403
    assert wen.name == "Wen"


def test_an_account_closed_at_this_moment_is_nobody_rather_than_a_fault_of_ours():
    assert problems.known(Closed()).kind == problems.UNAUTHENTICATED
