"""Every POST of the admin, sent by every kind of visitor: what `matrix` allows runs, a refusal moves nothing.

"Nothing moved" is read from the statements themselves: a refused request writes no row but its session.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.security import world as worlds
from tests.security.buttons_matrix import ASKS_FIRST, BATCHES, IN_THE_LIST, SHOWS, VERBS
from tests.security.made_up import row_alone, row_of
from tests.security.matrix import ADMIN
from tests.security.rows import STAFF, VISITORS, answers
from tests.security.test_access_matrix import answer

pytestmark = pytest.mark.django_db

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(?!django_session)\w+', re.IGNORECASE)
#: A form came back with its errors or a question, or the deed was done and led on.
RAN = ("200", "302")
#: The list is drawn again, or there is none for this role: the action was never offered.
NOT_OFFERED = ("200", "302", "403")


class Sent(NamedTuple):
    """One POST, and what is expected of it."""

    what: str
    path: str
    data: dict[str, str]
    is_allowed: bool
    expected: tuple[str, ...]


def address(label: str, page: str, *args: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


def refused(who: str, *told: str) -> tuple[str, ...]:
    return told if who in STAFF else ("login",)


def forms(who: str) -> Iterator[Sent]:
    """Each model's add, change and delete."""
    for model in admin.site._registry:
        label, pk = model._meta.label_lower, row_of(model).pk
        held = answers(f"- {ADMIN[label]}")[who]
        alone = row_alone(model).pk if "d" in held else pk
        sends = (("add", (), {}), ("change", (pk,), {}), ("delete", (alone,), {"post": "yes"}))
        for page, args, data in sends:
            may = page[0] in held
            expected = RAN if may else refused(who, "403")
            yield Sent(f"{label} {page}", address(label, page, *args), data, may, expected)


def presses(who: str) -> Iterator[Sent]:
    """Each button on a row."""
    for label, verbs in VERBS.items():
        pk = row_of(apps.get_model(label)).pk
        for verb, holders in verbs.items():
            may = who in holders.split(",")
            stays = (*ASKS_FIRST.get(label, ()), *SHOWS.get(label, ()))
            runs = "200" if verb in stays else "302"
            expected = (runs,) if may else refused(who, "404")
            yield Sent(f"{label} do {verb}", address(label, "do", pk, verb), {}, may, expected)


def bulks(who: str) -> Iterator[Sent]:
    """Each button for ticked rows, and deleting them."""
    for model in admin.site._registry:
        label, pk = model._meta.label_lower, row_of(model).pk
        offered = {"delete_selected": "d" in answers(f"- {ADMIN[label]}")[who]}
        for verb, holders in VERBS.get(label, {}).items():
            offered[verb] = who in holders.split(",") and verb in IN_THE_LIST.get(label, ())
        offered |= {name: who in holders.split(",") for name, holders in BATCHES.get(label, {}).items()}
        for action, may in offered.items():
            row = row_alone(model).pk if may and action == "delete_selected" else pk
            data = {"action": action, "_selected_action": str(row), "index": "0", "post": "yes"}
            expected = ("302",) if may else refused(who, *NOT_OFFERED)
            yield Sent(f"{label} bulk {action}", address(label, "changelist"), data, may, expected)


def wrongs(client: Client, sent: Sent) -> Iterator[str]:
    with CaptureQueriesContext(connection) as asked:
        got = answer(client, "post", sent.path, sent.data)
    written = [one["sql"][:80] for one in asked.captured_queries if WRITES.match(one["sql"])]
    if got not in sent.expected:
        yield f"{sent.what}: {got}, not {' or '.join(sent.expected)}"
    if written and not sent.is_allowed:
        yield f"{sent.what}: refused with {got}, and yet {written}"


@pytest.mark.parametrize("who", VISITORS)
def test_what_a_visitor_may_not_send_to_the_admin_is_refused_and_moves_nothing(who, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"  # undone with the rest
    world = worlds.build()
    client = Client(raise_request_exception=False)
    if who in world.people:
        client.force_login(world.people[who])
    sends = [*forms(who), *presses(who), *bulks(who)]
    wrong = [why for sent in sends for why in wrongs(client, sent)]
    assert not wrong, "\n".join(wrong)


def test_every_button_that_asks_or_stands_over_the_list_has_a_row():
    asking, listed = {}, {}
    for model, holder in admin.site._registry.items():
        verbs, label = getattr(holder, "verbs", ()), model._meta.label_lower
        asking[label] = tuple(verb.name for verb in verbs if verb.form)
        listed[label] = tuple(verb.name for verb in verbs if verb.bulk and not verb.form)
        assert not holder.actions, f"{label} has actions that are no verbs"
        assert {each.name for each in getattr(holder, "batches", ())} == BATCHES.get(label, {}).keys()
    assert {label: names for label, names in asking.items() if names} == ASKS_FIRST
    assert {label: names for label, names in listed.items() if names} == IN_THE_LIST
