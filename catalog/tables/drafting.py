"""From the rows of one product to what they ask for: texts, state, options; what can't be read is said."""

from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from catalog.aftersale.values import NoReturn
from catalog.products.models import Product
from catalog.tables import lines
from catalog.tables.columns import OPTIONS, TEXTS
from catalog.tables.drafts import ProductDraft
from catalog.tables.parsing import moment, tags, taken_out
from catalog.tables.reading import Line, Unit
from minishop.imports.columns import CellRefused

NO_OPTION, NO_VALUE = "title", "default title"
STATES = {"active": "active", "draft": "draft", "archived": "archived", "unlisted": "draft"}


def draft(unit: Unit) -> ProductDraft:
    """What the unit's rows ask for; rows that can't be read are refused, the others are not."""
    lead = unit.lead
    told = ProductDraft(unit.handle, (lead or unit.lines[0]).number, has_lead=lead is not None)
    told.claimed = unit.layout.claimed
    _check_rows(unit, told)
    if lead:
        _product(lead, told)
        _second_titles(unit, lead, told)
    lines.read(unit, told)
    _options(unit, told)
    return told


def _check_rows(unit: Unit, told: ProductDraft) -> None:
    if unit.given:
        told.warn(
            told.row, _("The handle “%s” is written “%s” here.") % (unit.given[:120], unit.handle), "Handle"
        )
    for line in unit.lines:
        if line.row.problem:
            told.refuse(line.number, line.row.problem)
        if line.row.extra:
            told.warn(line.number, _("Cells beyond the last column are left out."))


def _second_titles(unit: Unit, lead: Line, told: ProductDraft) -> None:
    for line in unit.lines:
        if line is not lead and line.text("Title") not in ("", lead.text("Title")):
            told.warn(
                line.number,
                _("This handle is there before, as “%s”: what this row sells is added to it.")
                % lead.text("Title")[:80],
                "Title",
            )


def _product(lead: Line, told: ProductDraft) -> None:
    _texts(lead, told)
    _warn_of_html(lead, told)
    if (cell := lead.cell("Vendor")) is not None:
        told.vendor = " ".join(cell.split())[:120]
    if (cell := lead.cell("Tags")) is not None:
        told.fields["tags"] = [_short(told, lead, tag) for tag in tags(cell)]
    _state(lead, told)
    if (name := lead.text("3D Model")) and not (name.startswith("models/") and default_storage.exists(name)):
        told.warn(lead.number, _("There is no 3D model of this name here."), "3D Model")
    elif "3D Model" in lead.layout:
        told.fields["model_file"] = name
    _no_return(lead, told)
    told.kept = lines.kept_of_product(lead)


def _no_return(lead: Line, told: ProductDraft) -> None:
    """The rule by its code; another word is said, and changes nothing."""
    if "Not Taken Back" not in lead.layout:
        return
    word = lead.text("Not Taken Back").casefold()
    if (code := word.replace(" ", "_").replace("-", "_")) in NoReturn.values:
        told.fields["no_return"] = code
    else:
        told.warn(
            lead.number,
            _("“%s” is no reason: made_to_order, sealed or nothing.") % word[:40],
            "Not Taken Back",
        )


def _texts(lead: Line, told: ProductDraft) -> None:
    """Texts in the shop's language and in others; a title is never blank."""
    for column, field in TEXTS.items():
        text = lead.cell(column)
        if text is not None and (field != "title" or text.strip()):
            told.fields[field] = clipped(told, lead, column, text, field)
    for (column, language), header in lead.layout.words.items():
        if field := TEXTS.get(column, ""):
            text = clipped(told, lead, column, lead.row.cells[header], field)
            told.words.setdefault(language, {})[field] = text


def _state(lead: Line, told: ProductDraft) -> None:
    for column, field in (("Published At", "published_at"), ("Withdrawn At", "withdrawn_at")):
        if (cell := lead.cell(column)) is not None:
            try:
                told.fields[field] = moment(cell)
            except CellRefused as refused:
                told.refuse(lead.number, refused.reason, column)
    word = lead.text("Status").casefold()
    told.status = STATES.get(word, "draft" if word else "")
    if word == "unlisted":
        told.warn(lead.number, _("Unlisted products are drafts here: no page is reached by its link alone."))
    elif word and word not in STATES:
        told.warn(lead.number, _("“%s” is no status: it stays a draft.") % word[:40], "Status")
    if "Published" in lead.layout:
        told.is_published = lines.flag(told, lead, "Published", blank=True)
        told.status = told.status or ("active" if told.is_published else "draft")
    if "Gift Card" in lead.layout:
        told.fields["is_gift_card"] = lines.flag(told, lead, "Gift Card", blank=False)


def _warn_of_html(lead: Line, told: ProductDraft) -> None:
    texts = [told.fields.get("body", ""), *(words.get("body", "") for words in told.words.values())]
    found = dict.fromkeys(part for text in texts for part in taken_out(text))
    if found:
        told.warn(lead.number, _("Taken out of the description: %s.") % ", ".join(found), "Body (HTML)")


def clipped(told: ProductDraft, line: Line, column: str, text: str, field: str) -> str:
    """The text as long as its field allows."""
    most = Product._meta.get_field(field).max_length  # type: ignore[union-attr]
    if most is None or len(text) <= most:
        return text
    told.warn(line.number, _("Longer than %d letters: cut there.") % most, column)
    return text[:most]


def _short(told: ProductDraft, line: Line, tag: str) -> str:
    if len(tag) > 60:
        told.warn(line.number, _("Longer than %d letters: cut there.") % 60, "Tags")
    return tag[:60]


def _options(unit: Unit, told: ProductDraft) -> None:
    """Which options are in use, what they are called, and that each row says which choice it is."""
    if not any(f"Option{n} Value" in unit.layout for n in OPTIONS):
        return
    by_row = {line.number: line for line in unit.lines}
    rows = [(each, by_row[each.row]) for each in told.variants]
    used = [n for n in OPTIONS if any(line.text(f"Option{n} Value") for _each, line in rows)]
    if used == [1] and _is_no_option(unit, [line for _each, line in rows]):
        used = []
    _unused(unit, told, used)
    told.option_names = [_name(unit, n) for n in used]
    for each, line in rows:
        each.values = [(line.cell(f"Option{n} Value") or "")[:80] for n in used]
        _option_words(each, line, used)
        missing = [name or f"Option{n}" for name, n in zip(told.option_names, used, strict=True)
                   if not line.text(f"Option{n} Value")]  # fmt: skip
        if missing:
            told.refuse(line.number, _("No value for %s.") % ", ".join(missing), f"Option{used[0]} Value")
    _name_words(unit, told, used)


def _is_no_option(unit: Unit, rows: list[Line]) -> bool:
    is_named = _name(unit, 1).strip().casefold() not in ("", NO_OPTION)
    return not is_named and all(line.text("Option1 Value").casefold() == NO_VALUE for line in rows)


def _unused(unit: Unit, told: ProductDraft, used: list[int]) -> None:
    names = [name for n in OPTIONS if n not in used and (name := _name(unit, n).strip())]
    named = [name for name in names if name.casefold() != NO_OPTION]
    if named and told.variants:
        words = ngettext_lazy(
            "The option %s has no value on any row: left out.",
            "The options %s have no value: left out.",
            len(named),
        )
        told.warn(told.row, words % ", ".join(named), "Option1 Name")


def _name(unit: Unit, n: int) -> str:
    """The option's name, mostly on the first row only."""
    found = (line.cell(f"Option{n} Name") or "" for line in (unit.lead, *unit.lines) if line)
    return next((name for name in found if name.strip()), "")[:60]


def _option_words(each: Any, line: Line, used: list[int]) -> None:
    """Values in other languages; one without a word of its own keeps the shop's."""
    for language in dict.fromkeys(code for base, code in line.layout.words if base.endswith(" Value")):
        headers = [line.layout.words.get((f"Option{n} Value", language)) for n in used]
        told = [line.row.cells[header] if header else "" for header in headers]
        each.words[language] = (
            [word or own for word, own in zip(told, each.values, strict=True)] if any(told) else []
        )


def _name_words(unit: Unit, told: ProductDraft, used: list[int]) -> None:
    lead = unit.lead
    if lead is None or told.option_names is None:
        return
    for language in dict.fromkeys(code for base, code in lead.layout.words if base.endswith(" Name")):
        headers = [lead.layout.words.get((f"Option{n} Name", language)) for n in used]
        words = [lead.row.cells[header] if header else "" for header in headers]
        told.option_words[language] = words if any(words) else []
