import html
import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from members.accounts.forms import CodeForm
from members.accounts.models import OneTimeCode, User

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"


def ask(client, **form):
    return client.post(reverse("sign-in-code"), {"country": "CN", "phone": "138 0013 8000", **form})


def test_two_steps_lead_back_to_what_was_interrupted(client, code_sent):
    answer = ask(client, next="/checkout/?way=pickup")
    assert answer["Location"] == "/sign-in/?next=%2Fcheckout%2F%3Fway%3Dpickup"
    page = client.get(answer["Location"])
    assert 'autocomplete="one-time-code"' in page.text
    action = html.unescape(re.search(r'<form class="stack mt5" action="([^"]*)"', page.text)[1])
    answer = client.post(action, {"code": code_sent(PHONE)})
    assert answer["Location"] == "/checkout/?way=pickup"
    assert client.session[SESSION_KEY]


def test_a_pasted_code_may_have_spaces(client, code_sent):
    ask(client)
    code = code_sent(PHONE)
    answer = client.post("/sign-in/", {"code": f" {code[:3]} {code[3:]} "})
    assert answer["Location"] == "/me/"


def test_a_wrong_code_keeps_the_address_and_says_so(client, code_sent):
    ask(client)
    wrong = f"{(int(code_sent(PHONE)) + 1) % 1_000_000:06d}"
    answer = client.post("/sign-in/", {"code": wrong})
    assert answer.status_code == 400
    assert "That code doesn’t work" in answer.text
    assert SESSION_KEY not in client.session


def test_known_unknown_staff_and_hurried_visitors_read_the_same(client):
    User.objects.create_user(phone=PHONE)
    User.objects.create_user(phone="+8613800138001", is_staff=True)
    answers = []
    for phone in ("13800138000", "13800138000", "13800138001", "13800138002"):
        client.cookies.clear()
        answer = ask(client, phone=phone)
        page = client.get(answer["Location"])
        words = re.sub(r'value="[^"]+"|\d+ seconds?', "", page.text.replace(phone[-4:], ""))
        answers.append((answer.status_code, answer["Location"], words))
    assert len(set(answers)) == 1


@pytest.mark.parametrize(
    "phone", ["12345", "abc", "+1 555", "138001380001380013800138001380013800138001380013800"]
)
def test_a_number_that_cannot_exist_is_refused(client, phone):
    answer = ask(client, phone=phone)
    assert answer.status_code == 400
    assert not OneTimeCode.objects.exists()


def test_a_number_of_another_country(client, code_sent):
    ask(client, country="GB", phone="020 7946 0018")
    assert code_sent("+442079460018")


def test_by_e_mail(client, code_sent):
    assert 'type="email"' in client.get("/sign-in/?by=email").text
    client.post(reverse("sign-in-code"), {"email": " Wen@Example.com "})
    answer = client.post("/sign-in/", {"code": code_sent("wen@example.com")})
    assert answer["Location"] == "/me/"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example/", "evil"])
def test_nobody_is_sent_to_another_shop(client, code_sent, elsewhere):
    answer = ask(client, next=elsewhere)
    assert answer["Location"] == "/sign-in/"
    answer = client.post(f"/sign-in/?next={elsewhere}", {"code": code_sent(PHONE)})
    assert answer["Location"] == "/me/"
    assert client.get(f"/sign-in/?next={elsewhere}")["Location"] == "/me/"


def test_a_member_reads_his_own_page_and_signs_out(client):
    client.force_login(User.objects.create_user(phone=PHONE, name="Wen"))
    page = client.get("/me/")
    assert "Wen" in page.text
    assert "no-store" in page["Cache-Control"]
    client.post("/sign-out/")
    assert "Wen" not in client.get("/me/").text


def test_a_guest_is_asked_in(client):
    assert reverse("sign-in") in client.get("/me/").text
    assert client.get("/me/settings/")["Location"] == "/sign-in/?next=/me/settings/"


def test_name_and_language_are_kept(client):
    member = User.objects.create_user(phone=PHONE)
    client.force_login(member)
    client.post("/me/profile/", {"name": "闻", "language": "zh-hans"})
    member.refresh_from_db()
    assert (member.name, member.language) == ("闻", "zh-hans")
    assert client.cookies["django_language"].value == "zh-hans"


def test_the_privacy_notice_names_every_holding(client):
    from minishop.privacy import holdings

    page = client.get("/privacy/").text
    for _name, holding in holdings:
        assert str(holding.what).split(",", maxsplit=1)[0] in page


def test_signing_out_wants_a_post(client):
    assert client.get("/sign-out/").status_code == 405


def test_the_chosen_language_is_kept_as_safely_as_any_cookie(client, settings):
    settings.LANGUAGE_COOKIE_SECURE = True
    client.force_login(User.objects.create_user(phone=PHONE))
    cookie = client.post("/me/profile/", {"name": "Wen", "language": "zh-hans"}).cookies["django_language"]
    assert (cookie.value, cookie["httponly"], cookie["secure"]) == ("zh-hans", True, True)


@pytest.mark.parametrize("typed", ["123456", "１２３４５６", " 123 456 ", "123-456"])
def test_a_code_is_read_however_it_was_typed(typed):
    form = CodeForm({"code": typed})
    assert form.is_valid()
    assert form.cleaned_data["code"] == "123456"
