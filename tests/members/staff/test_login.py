import pytest
from django.contrib.auth import SESSION_KEY

from members.accounts.models import User
from members.staff import roles

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db

DOOR = "/admin/login/?next=/admin/"


def knock(client, email="clerks@shop.example", password=PASSWORD, **extra):
    return client.post(DOOR, {"username": email, "password": password}, **extra)


def test_staff_enter_with_e_mail_and_password(client, engage):
    engage(roles.CLERKS)
    assert knock(client, email=" Clerks@Shop.example ")["Location"] == "/admin/"


def test_members_do_not_enter(client):
    User.objects.create_user(email="wen@example.com", password=PASSWORD)
    assert knock(client, email="wen@example.com").status_code == 200
    assert SESSION_KEY not in client.session


def test_ten_wrong_passwords_close_the_door_from_there_for_that_name(client, engage):
    engage(roles.CLERKS)
    for n in range(10):
        answer = knock(
            client, password="wrong", email="Clerks@shop.example" if n % 2 else "clerks@shop.example"
        )
    assert answer.status_code == 429
    assert "quarter of an hour" in answer.text
    assert knock(client).status_code == 429
    assert knock(client, REMOTE_ADDR="203.0.113.9")["Location"] == "/admin/"


def test_an_admin_opens_the_door_again(client, engage, superuser):
    from members.staff import services as staff

    clerk = engage(roles.CLERKS)
    for _ in range(10):
        knock(client, password="wrong")
    staff.unlock(user=clerk, actor=superuser)
    assert knock(client)["Location"] == "/admin/"


def test_the_form_s_other_door_is_not_for_codes(client, engage):
    """Staff asking for a code get none: the admin's door is the only one."""
    from members.accounts.models import OneTimeCode

    engage(roles.CLERKS)
    client.post("/sign-in/code/", {"email": "clerks@shop.example"})
    assert not OneTimeCode.objects.exists()


def test_the_overview_opens_for_every_role(client, engage):
    for role in roles.ALL_ROLES:
        client.force_login(engage(role))
        assert client.get("/admin/").status_code == 200
