"""A password alone opens nothing."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from members.secondfactor.models import Authenticator
from members.staff import roles
from minishop.events.models import Event
from tests import factories

from .conftest import digits_of

pytestmark = pytest.mark.django_db

QUESTION = "/staff/second-factor/"
OTHERS = [role for role in roles.ALL_ROLES if role is not roles.CLERKS]


def model_pages() -> list[str]:
    names = [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]
    lists = [reverse(f"admin:{app}_{model}_changelist") for app, model in names]
    return lists + [reverse(f"admin:{app}_{model}_add") for app, model in names]


OWN = ["/admin/", "/admin/search/", "/admin/password_change/", "/admin/jsi18n/", "/admin/nothing/here/"]
COUNTER = ["/staff/scan/", "/staff/scan/find/", "/staff/scan/log/", "/staff/scan/store/"]


@pytest.mark.parametrize("equipped", [True, False])
def test_every_page_of_the_staff_leads_to_the_question(engage, equip, knock, equipped):
    person = engage()
    if equipped:
        equip(person)
    client = knock(person)
    for address in [*OWN, *COUNTER, *model_pages()]:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith(QUESTION), address


@pytest.mark.parametrize("role", OTHERS, ids=lambda role: role.name)
def test_every_role_but_clerks_is_asked(engage, knock, role):
    assert knock(engage(role)).get("/admin/")["Location"].startswith(QUESTION)


def test_clerks_are_not_asked_until_they_may_do_more(engage, knock):
    clerk = engage(roles.CLERKS)
    client = knock(clerk)
    assert client.get("/admin/").status_code == 200
    clerk.groups.add(*clerk.groups.model.objects.filter(name="Finance"))
    assert client.get("/admin/")["Location"].startswith(QUESTION)


def test_elsewhere_such_a_visitor_is_a_guest(engage, equip, knock):
    """Else a password alone would add the passkey that is then the second factor."""
    person = engage()
    equip(person)
    client = knock(person)
    assert client.get("/api/v1/me/").status_code == 401
    for address in ("/me/passkeys/", "/me/settings/", "/me/wechat/"):
        assert client.get(address)["Location"].startswith("/sign-in/")
    assert client.post("/me/passkeys/invitation/")["Location"].startswith("/sign-in/")
    assert "Come in" in client.get("/me/").text
    assert client.get("/shop/").status_code == 200


def test_the_question_shows_nothing_of_the_admin(engage, equip, knock):
    person = engage()
    equip(person)
    page = knock(person).get(f"{QUESTION}?next=/admin/").text
    assert "one-time-code" in page
    assert "/admin/orders/" not in page
    assert "/admin/members/" not in page


def test_passed_it_leads_on_to_where_one_wanted(engage, equip, knock):
    person = engage()
    own, client = equip(person), knock(person)
    wanted = client.get("/admin/members/user/?q=wen")["Location"]
    page = client.get(wanted)
    answer = client.post(QUESTION, {"typed": digits_of(own.secret), "next": page.context["next"]})
    assert answer["Location"] == "/admin/members/user/?q=wen"
    assert "/staff/second-factor/set-up/" in client.get(answer["Location"]).text, "to take a new app"
    assert client.get("/me/passkeys/").status_code == 200


def test_it_never_leads_out_of_the_shop(engage, equip, knock):
    person = engage()
    own, client = equip(person), knock(person)
    answer = client.post(QUESTION, {"typed": digits_of(own.secret), "next": "//evil.example/"})
    assert answer["Location"] == "/admin/"


def test_passing_gives_the_session_a_new_key_and_is_that_session_s_alone(engage, equip, knock):
    person = engage()
    own, client, other = equip(person), knock(person), knock(person)
    before = client.session.session_key
    client.post(QUESTION, {"typed": digits_of(own.secret)})
    assert client.session.session_key != before
    assert other.get("/admin/").status_code == 302


def test_members_and_guests_are_not_asked(client):
    assert client.get(QUESTION)["Location"].startswith("/admin/login/")
    client.force_login(factories.member())
    assert client.get("/me/").status_code == 200
    assert client.get(QUESTION)["Location"].startswith("/admin/login/")


def test_switched_off_nobody_is_asked_and_a_banner_says_so(engage, knock, settings):
    client = knock(engage())
    settings.STAFF_SECOND_FACTOR = False
    assert "The second factor is off here" in client.get("/admin/").text
    settings.STAFF_SECOND_FACTOR = True
    assert client.get("/admin/").status_code == 302


def test_it_is_on_unless_the_shop_is_a_demo():
    from tests.test_env import settings_say

    assert settings_say("s.STAFF_SECOND_FACTOR, s.DEMO") == ["True", "False"]


def test_an_admin_resets_it_and_open_sessions_are_asked_again(engage, equip, knock):
    lost, admin_ = engage(roles.FINANCE), engage()
    client, helper = knock(lost), knock(admin_)
    client.post(QUESTION, {"typed": digits_of(equip(lost).secret)})
    helper.post(QUESTION, {"typed": digits_of(equip(admin_).secret)})
    assert client.get("/admin/").status_code == 200
    address = reverse("admin:members_user_do", args=[lost.pk, "reset-second-factor"])
    assert helper.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=lost).exists()
    assert client.get("/admin/").status_code == 302
    event = Event.objects.get(name="staff.second_factor_reset")
    assert (event.actor, event.subject) == (admin_, f"user:{lost.pk}")


def test_nobody_resets_whoever_outranks_them(engage, equip, knock):
    owner, person = engage(email="owner@shop.example"), engage()
    type(owner).objects.filter(pk=owner.pk).update(is_superuser=True)
    own = equip(owner)
    client = knock(person)
    client.post(QUESTION, {"typed": digits_of(equip(person).secret)})
    address = reverse("admin:members_user_do", args=[owner.pk, "reset-second-factor"])
    assert client.post(address).status_code == 403
    assert Authenticator.objects.filter(pk=own.pk).exists()


def test_a_guest_of_the_store_asks_the_database_nothing_for_it(client, django_assert_num_queries):
    client = Client()
    client.get("/sign-in/")
    with django_assert_num_queries(0):
        client.get("/sign-in/")
