"""Verbs of the products' table: say what one product's rows would change, and change it.

A product's rows are one transaction under the lock of its row; what two imports create at once is
created by one and found by the other.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from catalog.importing import applying, current, planning
from catalog.importing.current import Current
from catalog.importing.planning import Plan
from catalog.tables import drafting, photographs
from catalog.tables.drafts import ProductDraft
from catalog.tables.photographs import Folder
from catalog.tables.reading import Unit
from minishop.imports.kinds import Change, Finding, Outcome, Request
from minishop.retries import retried

#: Imports that create one product at once find each other's after the first collision.
TRIES = 4


def plan(unit: Unit, request: Request) -> Outcome:
    """What applying would do now; nothing is written."""
    draft = drafting.draft(unit)
    here = _read(draft, request, is_dry=True)
    return _outcome(unit, planning.plan(draft, here, request), is_new=here.is_new)


def apply(unit: Unit, request: Request) -> Outcome:
    """The unit's good rows are in the shop; repeated, it changes nothing."""
    pictures = _pictures(drafting.draft(unit), request, is_dry=False)
    for attempt in range(1, TRIES + 1):
        try:
            return _apply(unit, request, pictures)
        except (ValidationError, DataError, IntegrityError) as error:
            if attempt == TRIES or not _is_collision(error):
                return _lost(unit, error)
    raise AssertionError("unreachable")


def _is_collision(error: Exception) -> bool:
    """Whether another import was here meanwhile: what it made is found now."""
    if isinstance(error, ValidationError):
        problems = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
        return any(one.code == "unique" for several in problems for one in several)
    return isinstance(error, IntegrityError)


@retried
@transaction.atomic
def _apply(unit: Unit, request: Request, pictures: Any) -> Outcome:
    draft = drafting.draft(unit)
    here = current.read(draft.handle, _skus(draft), lock=True)
    here.pictures = pictures
    told = planning.plan(draft, here, request)
    is_new = told.current.is_new
    if told.is_wanted:
        applying.carry_out(told, request)
    return _outcome(unit, told, is_new=is_new)


def _read(draft: ProductDraft, request: Request, *, is_dry: bool) -> Current:
    here = current.read(draft.handle, _skus(draft))
    here.pictures = _pictures(draft, request, is_dry=is_dry)
    return here


def _skus(draft: ProductDraft) -> list[str]:
    return [each.fields.get("sku", "") for each in draft.variants]


def _pictures(draft: ProductDraft, request: Request, *, is_dry: bool) -> Any:
    sources = [image.source for image in draft.images or []]
    sources += [each.image for each in draft.variants if each.image]
    files: Folder | None = photographs.folder(request.options.get("images"))
    return photographs.resolve(draft.handle, sources, files, is_dry=is_dry)


def _outcome(unit: Unit, told: Plan, *, is_new: bool) -> Outcome:
    """What is new is told by its name and pieces alone."""
    is_new = is_new and told.is_wanted
    changes = tuple(told.changes)
    if is_new:
        skus = ", ".join(each.variant.sku for each in told.variants)
        changes = (Change("Title", "", told.product.title), Change("Variant SKU", "", skus))
    return Outcome(unit.handle, unit.numbers, is_new, changes, tuple(told.draft.findings))


def _lost(unit: Unit, error: Exception) -> Outcome:
    """None of the rows could be written, for a reason the database or a field gave."""
    words = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error).split("\n")[0]
    findings = tuple(Finding(row, words, is_error=True) for row in unit.numbers)
    return Outcome(unit.handle, unit.numbers, findings=findings)
