"""Every address, asked by every kind of visitor, answers what `matrix` says; none is forgotten there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security import world as worlds
from tests.security.buttons_matrix import VERBS
from tests.security.made_up import row_of
from tests.security.matrix import ADMIN, NOT_THEIRS, OF_A_STORE, PAGES, WORK_ELSEWHERE
from tests.security.rows import STAFF, VISITORS, Row, answers
from tests.security.world import World

pytestmark = pytest.mark.django_db

#: What every model has in the admin, and the right its page asks for; made from `ADMIN`.
MODEL_PAGES = {"changelist": "vc", "add": "a", "history": "vc", "delete": "d", "change": "vc"}
LOGINS = ("/admin/login/", "/sign-in/")
#: Lists of apps, and the admin's way of finding an address with a forgotten slash.
COVERED_BY_MODELS = ("app_list", None)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is undone, and does not count as a transaction of the shop's."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def patterns(found: Any, before: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """(route, namespace, pattern) of every address the shop has."""
    for one in found:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        else:
            yield route, "admin" if route.startswith("admin/") else "", one


def is_of_model(route: str, name: str | None) -> bool:
    """Whether the admin made this address for a model, so that `ADMIN` and `VERBS` answer for it."""
    if name in COVERED_BY_MODELS and route.startswith("admin/"):
        return True
    kinds = (*MODEL_PAGES, "do")
    return any(
        name == f"{model._meta.app_label}_{model._meta.model_name}_{kind}"
        for model in admin.site._registry
        for kind in kinds
    )


def test_every_address_has_a_row_and_every_row_an_address():
    routes = {
        route
        for route, _space, one in patterns(get_resolver().url_patterns)
        if not is_of_model(route, one.name)
    }
    assert sorted(routes - PAGES.keys()) == [], "addresses without a row in tests/security/matrix.py"
    assert sorted(PAGES.keys() - routes) == [], "rows without an address"


def test_every_model_and_button_of_the_admin_has_a_row():
    holders = {model._meta.label_lower: holder for model, holder in admin.site._registry.items()}
    assert sorted(holders) == sorted(ADMIN)
    buttons = {label: {verb.name for verb in getattr(each, "verbs", ())} for label, each in holders.items()}
    assert {label: names for label, names in buttons.items() if names} == {
        label: set(names) for label, names in VERBS.items()
    }


def answer(client: Client, method: str, path: str, data: dict[str, str] | None = None) -> str:
    before = client.cookies.copy()
    with undone():
        is_form = method in ("get", "post") and not path.startswith("/api/")
        sent = {} if is_form or method == "get" else {"content_type": "application/json"}
        got = getattr(client, method)(path, data or {}, **sent)
    client.cookies = before
    where = got.get("Location", "")
    return "login" if got.status_code == 302 and where.startswith(LOGINS) else str(got.status_code)


def pages(who: str, client: Client, world: World) -> Iterator[tuple[str, str, str]]:
    """(what, got, expected) of every address that is not the admin's for a model."""
    for route, space, one in patterns(get_resolver().url_patterns):
        if is_of_model(route, one.name):
            continue
        told = world.arguments(route) | {"content_type_id": 0, "object_id": 0}
        used = {name: told[name] for name in one.pattern.converters}
        path = reverse(f"{space}:{one.name}" if space else one.name, kwargs=used)
        row = PAGES.get(route, Row())
        for method, expected in row.methods().items():
            data = world.fields(row.data) if method == "post" else None
            yield f"{method} /{route}", answer(client, method, path, data), expected[who]
        for method in {"put", "delete", "patch"} - row.methods().keys() if route.startswith("api/") else ():
            refused = answers(row.get)[who] if answers(row.get)[who] in ("401", "403") else "405"
            yield f"{method} /{route}", answer(client, method, path), refused


def rows(who: str, client: Client) -> Iterator[tuple[str, str, str]]:
    """The same of every model's pages in the admin."""
    for model in admin.site._registry:
        label, row = model._meta.label_lower, row_of(model)
        for page in MODEL_PAGES:
            args = [] if page in ("changelist", "add") else [row.pk]
            path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
            yield f"{label} {page}", answer(client, "get", path), expected_of_row(who, label, page)


def expected_of_row(who: str, label: str, page: str) -> str:
    """A row that is not there for someone leads back to the list, before anyone asks for rights to it."""
    if who not in STAFF:
        return "login"
    held = answers(f"- {ADMIN.get(label, '')}")[who]
    hidden_from = WORK_ELSEWHERE if label in OF_A_STORE else NOT_THEIRS.get(label, ())
    is_hidden = who in hidden_from
    if is_hidden and (page == "history" or (page, held[0]) == ("change", "v")):
        return "302"
    return "200" if set(MODEL_PAGES[page]) & set(held) else "403"


def buttons(who: str, client: Client) -> Iterator[tuple[str, str, str]]:
    """The same of every button on a row in the admin."""
    for label, verbs in VERBS.items():
        model = apps.get_model(label)
        for verb, allowed in verbs.items():
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_do"
            got = answer(client, "get", reverse(name, args=[row_of(model).pk, verb]))
            expected = "login" if who not in STAFF else "200" if who in allowed.split(",") else "404"
            yield f"{label} {verb}", got, expected


@pytest.mark.parametrize("who", VISITORS)
def test_every_address_answers_this_visitor_as_the_matrix_says(who, settings):
    settings.SESSION_ENGINE = (
        "django.contrib.sessions.backends.db"  # what is undone leaves no trace in a cache
    )
    world = worlds.build()
    client = Client(raise_request_exception=False)
    if who in world.people:
        client.force_login(world.people[who])
    found = [*pages(who, client, world), *rows(who, client), *buttons(who, client)]
    wrong = [f"{what}: {got}, not {expected}" for what, got, expected in found if got != expected]
    assert not wrong, "\n".join(wrong)


def test_a_clerk_reads_nothing_of_another_store():
    world = worlds.build()
    near, far = Client(), Client()
    near.force_login(world.people["near"])
    far.force_login(world.people["far"])
    marks = {"orders.order": world.paid.number, "orders.fulfilment": world.paid.number}
    marks |= {
        "orders.pickup": world.paid.number,
        "orders.stockitem": world.sku,
        "orders.store": world.near.name,
    }
    for label, mark in marks.items():
        path = reverse(f"admin:{label.replace('.', '_')}_changelist")
        assert mark in near.get(path).content.decode(), label
        assert mark not in far.get(path).content.decode(), label
