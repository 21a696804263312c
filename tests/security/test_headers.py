"""What every answer says about itself: policies, cookies, who may keep it."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from minishop import csp, csrf, visits


def directives(response) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {name: values for name, *values in parts}


@pytest.mark.django_db
def test_the_store_runs_nothing_but_its_own_files(client):
    policy = directives(client.get("/nowhere/"))

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]


@pytest.mark.django_db
def test_only_the_admin_may_evaluate_and_only_the_console_may_see(client):
    admin, console, store = (client.get(path) for path in ("/admin/login/", "/staff/scan/", "/nowhere/"))

    assert "'unsafe-eval'" in directives(admin)["script-src"]
    assert directives(console)["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert "unsafe" not in store["Content-Security-Policy"]
    assert "camera=(self)" in console["Permissions-Policy"]
    assert "camera=()" in store["Permissions-Policy"]
    assert "camera=()" in admin["Permissions-Policy"]


def test_pictures_may_come_from_where_they_are_kept():
    policy = csp.with_media(csp.STORE, "https://media.example.com/")

    assert policy["img-src"] == ["'self'", "data:", "https://media.example.com"]
    assert csp.with_media(csp.STORE, "/media/") is csp.STORE


@pytest.mark.django_db
def test_a_first_visit_leaves_no_cookie(client):
    for path in ("/", "/nowhere/"):
        assert not client.get(path).cookies, path


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver"},
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://testserver", "sec-fetch-site": "same-origin"},
    ],
)
def test_a_form_of_our_own_page_is_accepted_without_a_cookie(strict, headers):
    answer = strict.post("/language/", {"language": "zh-hans", "next": "/"}, headers=headers)

    assert answer.status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://testserver"},
        {"origin": "http://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_form_from_anywhere_else_is_refused(strict, headers):
    answer = strict.post("/language/", {"language": "zh-hans", "next": "/"}, headers=headers)

    assert answer.status_code == 403
    assert "django_language" not in answer.cookies


def test_the_address_is_told_only_by_proxies_we_trust(settings):
    middleware = visits.TrueAddress(lambda request: HttpResponse(request.META["REMOTE_ADDR"]))
    told = {"headers": {"x-forwarded-for": "6.6.6.6, 203.0.113.9"}, "REMOTE_ADDR": "10.0.0.1"}

    for settings.TRUSTED_PROXIES, seen in ((0, b"10.0.0.1"), (1, b"203.0.113.9")):
        assert middleware(RequestFactory().get("/", **told)).content == seen


@pytest.mark.django_db
def test_a_members_page_is_kept_by_nobody(client, django_user_model):
    client.force_login(django_user_model.objects.create(email="wen@example.com"))

    assert "no-store" in client.get("/me/")["Cache-Control"]


def test_no_origin_is_ours_when_it_only_looks_like_it():
    request = RequestFactory().post("/", headers={"origin": "http://testserver:80"})

    assert not csrf.comes_from_us(request)
