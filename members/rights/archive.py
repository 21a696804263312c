"""The copy itself: one ZIP with all holdings as JSON for programs, as a page for people, and the files.

Nothing in it is run by a program that opens it: values on the page are escaped, and text that a
spreadsheet would take for a formula begins with an invisible sign.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from members.accounts.models import User
from members.rights.labels import label
from members.rights.models import DataCopy
from minishop import clock
from minishop.brand import services as brands
from minishop.privacy import holdings

#: What spreadsheets take for a formula; a sign before a digit is a number or a phone.
FORMULA = re.compile(r"^(?:[=@\t\r]|[+-](?!\d))")
JOINER = "\u2060"
FORMAT = 1


def secret(copy: DataCopy) -> str:
    """What makes the name of the copy's file one that nobody guesses; always the same for the copy."""
    return salted_hmac("members.rights.copy", str(copy.pk), algorithm="sha256").hexdigest()[:32]


def pack(person: User) -> bytes:
    """The ZIP: `data.json`, `index.html` in the person's language, and `files/`."""
    told = gathered(person)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=2))
        archive.writestr("index.html", page(told, person.language))
        for name, file in _files(person):
            archive.writestr(f"files/{name}", file.read())
    return packed.getvalue()


def gathered(person: User) -> dict[str, Any]:
    """All holdings as plain JSON: times in ISO 8601, amounts as text."""
    told = {name: holding.export(person) for name, holding in holdings}
    whole = {"format": FORMAT, "made_at": clock.now(), "holdings": told}
    return json.loads(json.dumps(whole, cls=DjangoJSONEncoder))


def _files(person: User) -> Iterator[tuple[str, Any]]:
    for name, holding in holdings:
        for called, field in holding.files(person):
            if field.storage.exists(field.name):
                with field.open("rb") as file:
                    yield f"{name}/{called}", file


def page(told: dict[str, Any], language: str) -> str:
    """The same for a person to read, in their language."""
    with translation.override(language or None):
        sections = [
            {"holding": holding, "parts": parts(told["holdings"][name])} for name, holding in holdings
        ]
        made_at = shown(told["made_at"])
        context = {"brand": brands.current(), "sections": sections, "made_at": made_at}
        return render_to_string("messages/copy.html", {**context, "language": language or "en"})


def parts(value: Any) -> list[list[tuple[str, Any]]]:
    """What a holding tells as blocks of (label, words), a list inside a row as blocks of its own."""
    rows = value if isinstance(value, list) else [value]
    return [_block(row) for row in rows if row]


def _block(row: Any) -> list[tuple[str, Any]]:
    if not isinstance(row, dict):
        return [("", shown(row))]
    return [
        (label(name), parts(value) if isinstance(value, list | dict) else shown(value))
        for name, value in row.items()
        if value not in (None, "", [], {})
    ]


def shown(value: Any) -> str:
    """A value in words, times in the shop's own zone, nothing a spreadsheet would run."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if re.match(r"^\d{4}-\d\d-\d\dT", text) and (moment := parse_datetime(text)):
        return date_format(localtime(moment), "DATETIME_FORMAT")
    if re.match(r"^\d{4}-\d\d-\d\d$", text) and (day := parse_date(text)):
        return date_format(day, "DATE_FORMAT")
    return JOINER + text if FORMULA.match(text) else text
