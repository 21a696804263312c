"""Verbs of facets: each choice is known by a number from then on."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog.facets.models import Facet

MOST = 300  # of one product: all of it must fit into an entry of an index


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of an option in words, with its words in other languages: `{"zh-hans": {"value": "梅紫"}}`."""

    option: str
    value: str
    colour: str = ""
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return code_of(self.option, self.value)


def code_of(option: str, value: str) -> str:
    """How addresses name the choice: "Colour", "Deep Plum" → "colour:deep-plum"."""
    return f"{_folded(option)[:60]}:{_folded(value)[:80]}"


def known(choices: Iterable[Choice]) -> dict[str, int]:
    """The ids of the choices by code, the first `MOST` of them; words told last are the words shown.

    Rows are written in the order of their codes, so that two who write the same wait for each other
    instead of locking each other out.
    """
    every = {choice.code: choice for choice in choices if choice.value.strip()}
    wanted = dict(list(every.items())[:MOST])
    rows = _rows(wanted)
    missing = sorted(wanted.keys() - rows.keys())
    if missing:
        Facet.objects.bulk_create((_row(wanted[code]) for code in missing), ignore_conflicts=True)
        rows |= _rows(missing)
    for code in sorted(rows):
        _retell(rows[code], wanted[code])
    return {code: row.pk for code, row in rows.items()}


def _rows(codes: Iterable[str]) -> dict[str, Facet]:
    return {row.code: row for row in Facet.objects.filter(code__in=list(codes))}


def _row(choice: Choice) -> Facet:
    return Facet(
        code=choice.code,
        option=choice.option[:60],
        value=choice.value[:80],
        colour=choice.colour,
        translations=choice.translations,
    )


def _retell(row: Facet, choice: Choice) -> None:
    """Where the choice brings a colour or translated words, the row has them."""
    told = {
        language: row.translations.get(language, {}) | words
        for language, words in choice.translations.items()
    }
    words: dict[str, Any] = {
        "colour": choice.colour or row.colour,
        "translations": row.translations | told,
    }
    if any(getattr(row, name) != value for name, value in words.items()):
        Facet.objects.filter(pk=row.pk).update(**words)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace(":", " ")
    return "-".join(plain.split())
