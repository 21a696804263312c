"""Translations as a table: one row for each text, one column for each language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minishop.imports.cells import Row, Table, TableRefused
from minishop.imports.kinds import Finding, Outcome, Request, kinds
from minishop.imports.rowwise import Refused
from minishop.wording.reading import FIELD, KEY, SOURCE, TYPE, Texts, languages, rows_of
from minishop.wording.registry import Wording, wordings


@dataclass(frozen=True, slots=True)
class Unit:
    """Rows that stand together and name the same thing."""

    type: str
    key: str
    rows: tuple[Row, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(row.number for row in self.rows)


class Translations:
    """Texts in the languages beside the shop's own. The shop's own text is shown, never written."""

    name = "translations"
    label = _("Translations")
    permission = "catalog.change_product"
    export_permission = "catalog.view_product"
    switches: Mapping[str, Any] = {"clear": _("Empty cells clear the translation")}
    needs: Sequence[str] = (TYPE, KEY, FIELD)
    columns = {
        TYPE: _("What it is: product, variant, collection, story, page …"),
        KEY: _("Which one: its handle; a variant’s SKU, a house’s code, else a number."),
        FIELD: _("Which text of it: title, body …"),
        SOURCE: _("The shop’s own text, for your eyes. Where it has changed since, you are told."),
        **{code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE},
    }

    def units(self, table: Table) -> Iterator[Unit]:
        if not languages(table.headers):
            raise TableRefused(_("There is no column of a language, such as zh-hans."))
        together = groupby(table.rows(), lambda row: (row.cells[TYPE].strip(), row.cells[KEY].strip()))
        for (name, key), rows in together:
            yield Unit(name.lower(), key, tuple(rows))

    def plan(self, unit: Unit, request: Request) -> Outcome:
        try:
            return _outcome(unit, _read(unit, request))
        except Refused as why:
            return _refused(unit, why.reason, why.column)

    def apply(self, unit: Unit, request: Request) -> Outcome:
        try:
            with transaction.atomic():
                texts = _read(unit, request, to_write=True)
                if texts.changes:
                    texts.row.translations = texts.translations
                    texts.wording.keep(texts.row, request.actor)
            return _outcome(unit, texts)
        except Refused as why:
            return _refused(unit, why.reason, why.column)
        except ValidationError as why:
            return _refused(unit, " ".join(why.messages))

    def export(self) -> tuple[list[str], Iterator[Sequence[str]]]:
        return self.export_for(None)

    def export_for(self, person: Any) -> tuple[list[str], Iterator[Sequence[str]]]:
        """The texts of all that this person may see."""
        seen = [each for _name, each in wordings if person is None or person.has_perm(each.right("view"))]
        return list(self.columns), (row for wording in seen for row in rows_of(wording))


def _read(unit: Unit, request: Request, *, to_write: bool = False) -> Texts:
    """What the unit says of the thing it names.

    Raises:
        Refused: there is no such thing, or it is not for this person to change.
    """
    wording = _wording(unit, request)
    row = wording.named(unit.key, to_write=to_write)
    if row is None:
        raise Refused(_("There is no %(type)s “%(key)s”.") % {"type": unit.type, "key": unit.key}, KEY)
    texts = Texts(wording, row, clears=bool(request.options.get("clear")))
    columns = languages(list(unit.rows[0].cells))
    for told in unit.rows:
        texts.take(told, columns)
    return texts


def _wording(unit: Unit, request: Request) -> Wording:
    if unit.type not in wordings:
        words = {"type": unit.type, "known": ", ".join(name for name, _each in wordings)}
        raise Refused(_("There is no type “%(type)s”; there are %(known)s.") % words, TYPE)
    wording = wordings[unit.type]
    if request.actor and not request.actor.has_perm(wording.right("change")):
        raise Refused(_("That is beyond your own rights."), TYPE)
    return wording


def _outcome(unit: Unit, texts: Texts) -> Outcome:
    return Outcome(
        f"{unit.type} {unit.key}", unit.numbers, changes=tuple(texts.changes), findings=tuple(texts.findings)
    )


def _refused(unit: Unit, why: Any, column: str = "") -> Outcome:
    findings = tuple(Finding(number, why, column, is_error=True) for number in unit.numbers)
    return Outcome(f"{unit.type} {unit.key}", unit.numbers, findings=findings)


kinds.add(Translations.name, Translations())
