"""What the rows of a table say of one thing's texts, beside what they are."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.utils.translation import gettext_lazy as _

from minishop.imports.cells import Row
from minishop.imports.kinds import Change, Finding
from minishop.imports.rowwise import Refused, named
from minishop.wording.registry import Wording

TYPE, KEY, FIELD, SOURCE = "Type", "Handle", "Field", "Source"


def languages(headers: Sequence[str]) -> dict[str, str]:
    """Column → language, for the languages beside the shop's own; `zh` stands for `zh-hans`."""
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    found = {code: named(headers, code, code.replace("-", "_"), code.partition("-")[0]) for code in codes}
    return {column: code for code, column in found.items() if column}


def is_list(wording: Wording, name: str) -> bool:
    return isinstance(wording.model._meta.get_field(name), ArrayField)


def shown(value: Any) -> str:
    """A text as a cell has it; of several, each on a line of its own."""
    return "\n".join(value) if isinstance(value, list) else value or ""


@dataclass(slots=True)
class Texts:
    """A row's texts as the table would have them."""

    wording: Wording
    row: Any
    clears: bool
    words: dict[str, dict[str, Any]] = field(init=False)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = deepcopy(self.row.translations)

    def take(self, told: Row, columns: Mapping[str, str]) -> None:
        """What one row of the table says is among the texts, or among the findings."""
        try:
            if told.problem:
                raise Refused(told.problem)
            name = self._field(told.cells[FIELD].strip())
            new = {code: self._value(told.cells[column], name, column) for column, code in columns.items()}
        except Refused as why:
            self.findings.append(Finding(told.number, why.reason, why.column, is_error=True))
            return
        self._doubt(told, name)
        for code, value in new.items():
            self._set(code, name, value)

    def _field(self, name: str) -> str:
        if name not in self.wording.model.translated:
            words = {"name": name, "known": ", ".join(self.wording.model.translated)}
            raise Refused(_("There is no text “%(name)s”; there are %(known)s.") % words, FIELD)
        return name

    def _value(self, cell: str, name: str, column: str) -> Any:
        """The text as it would be kept; None where the cell leaves it as it is."""
        if not cell.strip():
            return "" if self.clears else None
        if is_list(self.wording, name):
            return self._several(cell, name, column)
        text = self.wording.html.get(name, str)(cell)
        most = getattr(self.wording.model._meta.get_field(name), "max_length", None)
        if most and len(text) > most:
            raise Refused(_("Longer than %(most)s letters.") % {"most": most}, column)
        return text

    def _several(self, cell: str, name: str, column: str) -> list[str]:
        texts, source = [line.strip() for line in cell.strip().splitlines()], getattr(self.row, name)
        if len(texts) != len(source):
            words = {"many": len(source)}
            raise Refused(_("Each on a line of its own: the shop’s own text has %(many)s.") % words, column)
        return texts

    def _doubt(self, told: Row, name: str) -> None:
        """A warning where the text that was translated is no longer the shop's."""
        source = told.cells.get(SOURCE)
        if source is not None and source.split() != shown(getattr(self.row, name)).split():
            words = _("The shop’s own text has changed since; see whether the translation still fits.")
            self.findings.append(Finding(told.number, words, SOURCE))

    def _set(self, code: str, name: str, value: Any) -> None:
        before = self.words.get(code, {}).get(name) or ""
        if value is None or value == before:
            return
        self.changes.append(Change(f"{name} · {code}", shown(before), shown(value)))
        kept = {key: text for key, text in self.words.get(code, {}).items() if key != name}
        self.words[code] = kept | ({name: value} if value else {})

    @property
    def translations(self) -> dict[str, dict[str, Any]]:
        return {code: kept for code, kept in self.words.items() if kept}


def rows_of(wording: Wording) -> Iterator[list[str]]:
    """Each text there is of such rows, with its translations, as a table has them."""
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    for row in wording.model._base_manager.order_by("pk").iterator(chunk_size=1000):
        for name in wording.model.translated:
            source = shown(getattr(row, name))
            texts = [shown(row.translations.get(code, {}).get(name)) for code in codes]
            if source or any(texts):
                yield [wording.name, str(getattr(row, wording.key)), name, source, *texts]
