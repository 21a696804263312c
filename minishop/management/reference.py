"""What the shop can do, as Markdown made from the code itself; the documents hold what is printed here."""

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.conf import settings as shop
from django.core.management import get_commands, load_command_class
from django.utils import translation

from members.staff import roles
from minishop.events import catalogue

OURS = ("minishop", "catalog", "members", "orders", "payments")
#: Arguments that every command of Django's has.
COMMON = {
    "help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color",
    "skip_checks",
}  # fmt: skip
MADE = "<!-- Made by `manage.py reference {}`; change the code, not this file. -->\n"


def events() -> Iterator[str]:
    """Every public event with its words, and what each family of them tells."""
    yield "# Events\n"
    yield "What other systems may hear of by webhook. `type` is the event, `timestamp` when it happened,"
    yield "`data` what the examples show: ids and public facts, no contact data. Receivers bear fields they"
    yield "don’t know. `order:42` is the order whose `id` is 42."
    told = [one for _name, one in catalogue.announcements]
    for _build, family in groupby(told, key=lambda one: one.build):
        announcements = list(family)
        yield f"\n## {announcements[0].name.partition('.')[0]}\n"
        yield from _table(
            ("event", "when", "since"), [(f"`{a.name}`", a.words, a.since) for a in announcements]
        )
        yield f"\n```json\n{json.dumps(announcements[0].example, indent=2, ensure_ascii=False)}\n```"


def settings() -> Iterator[str]:
    """Every variable of `.env.example`, its words and its example."""
    yield "# Settings\n"
    yield "Variables of the environment, or lines of `.env`; a fresh clone needs none of them."
    rows: list[tuple[str, str, str]] = []
    words = ""
    for line in (shop.BASE_DIR / ".env.example").read_text(encoding="utf-8").splitlines():
        if line.startswith("# ---"):
            yield from _section(rows)
            yield f"\n## {line.strip('# -')}\n"
            rows, words = [], ""
        elif line.startswith("#"):
            words = f"{words} {line.lstrip('# ')}".strip()
        elif "=" in line:
            name, _, example = line.partition("=")
            words, said = "", words or "See above."
            rows.append((f"`{name}`", said, f"`{example}`" if example else ""))
    yield from _section(rows)


def _section(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    if rows:
        yield from _table(("variable", "what it says", "example"), rows)


def permissions() -> Iterator[str]:
    """What each role may do to what, as `ensure_roles` sets it."""
    yield "# Permissions\n"
    yield "The rights of each role. Admins have all of the shop’s own departments."
    for role in roles.ALL_ROLES:
        yield f"\n## {role.name}\n"
        rights: dict[str, list[str]] = {}
        for line in role.may:
            model, _, verbs = line.partition(": ")
            rights.setdefault(f"`{model}`", []).append(verbs.replace(" ", ", ") or "may")
        yield from _table(
            ("what", "rights"), [(what, ", ".join(may)) for what, may in sorted(rights.items())]
        )


def commands() -> Iterator[str]:
    """Every command of the shop's own."""
    yield "# Commands\n"
    yield "`manage.py COMMAND --help` says more of each.\n"
    ours = {name: app for name, app in sorted(get_commands().items()) if app in OURS}
    rows = [(f"`{_usage(app, name)}`", load_command_class(app, name).help) for name, app in ours.items()]
    yield from _table(("command", "what it does"), rows)


def _usage(app: str, name: str) -> str:
    """The command with its own arguments, without those that every command has."""
    parser = load_command_class(app, name).create_parser("manage.py", name)
    common = {
        "help",
        "version",
        "verbosity",
        "settings",
        "pythonpath",
        "traceback",
        "no_color",
        "force_color",
    }
    own = [one for one in parser._actions if one.dest not in {*common, "skip_checks"}]
    return " ".join([name, *(_argument(one) for one in own)])


def _argument(action: Any) -> str:
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    word = " ".join(part for part in (*action.option_strings[-1:], value) if part)
    many = f"{word} …" if action.nargs in ("*", "+") else word
    return many if action.required and action.nargs != "*" else f"[{many}]"


def _table(heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(value: Any) -> str:
    return str(value).replace("|", "\\|")


SHEETS: dict[str, Callable[[], Iterator[str]]] = {
    "settings": settings,
    "events": events,
    "permissions": permissions,
    "commands": commands,
}


def sheet(name: str) -> str:
    """The whole document of that name, in English."""
    assert apps.ready
    with translation.override("en"):
        return MADE.format(name) + "\n" + "\n".join(SHEETS[name]()) + "\n"
