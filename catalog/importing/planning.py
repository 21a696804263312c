"""What differs between a draft and the shop. Planning fills rows in memory and writes nothing."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.importing import galleries, matching
from catalog.importing.current import Current
from catalog.importing.matching import VariantPlan
from catalog.importing.places import Gallery
from catalog.products.models import Product, Variant
from catalog.products.services import clean_html
from catalog.tables.columns import TEXTS
from catalog.tables.drafts import ProductDraft
from minishop.imports.columns import variant_columns
from minishop.imports.kinds import Change, Request

HEADERS = {field: header for header, field in TEXTS.items()} | {
    "tags": "Tags",
    "published_at": "Published At",
    "withdrawn_at": "Withdrawn At",
    "is_gift_card": "Gift Card",
    "model_file": "3D Model",
    "no_return": "Not Taken Back",
    "option_names": "Option1 Name",
    "columns": "",
    "translations": "",
}


@dataclass
class Plan:
    """All one product's rows would change."""

    draft: ProductDraft
    current: Current
    changes: list[Change] = field(default_factory=list)
    #: Fields of the product that differ; set on the row in memory already.
    fields: list[str] = field(default_factory=list)
    vendor: str | None = None
    status: str = ""
    variants: list[VariantPlan] = field(default_factory=list)
    #: Variants made by other options than the product has now.
    retired: list[Variant] = field(default_factory=list)
    gallery: Gallery = field(default_factory=Gallery)
    is_wanted: bool = True

    @property
    def product(self) -> Product:
        return self.current.product

    def change(self, column: str, before: Any, after: Any) -> None:
        self.changes.append(Change(column, shown(before), shown(after)))


def shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)


def plan(draft: ProductDraft, current: Current, request: Request) -> Plan:
    """The differences; rows that can't be taken are refused in the draft."""
    told = Plan(draft, current)
    if current.is_new and not draft.fields.get("title"):
        for row in {draft.row, *(each.row for each in draft.variants), *(i.row for i in draft.images or [])}:
            draft.refuse(row, _("No title, and no product of this handle to add to."), "Title")
        told.is_wanted = False
        return told
    _options(told)
    told.variants = matching.match(draft, current)
    if _is_hopeless(draft):
        return Plan(draft, current, is_wanted=False)
    if (draft.has_lead and draft.row not in draft.refused) or current.is_new:
        _fields(told)
        _words(told)
        _kept(told)
        _vendor(told)
        _status(told)
    for each in told.variants:
        if told.product.is_gift_card:
            each.draft.fields["is_shippable"] = False
        matching.fill(each)
    _prices(told, request)
    _retired(told)
    _registered(told, request)
    told.gallery = galleries.plan(draft, current, told.variants, told.product.title)
    told.changes += [change for each in told.variants for change in each.changes]
    told.changes += told.gallery.changes
    return told


def _is_hopeless(draft: ProductDraft) -> bool:
    """Whether none of the rows is left to take."""
    rows = {draft.row, *(each.row for each in draft.variants), *(image.row for image in draft.images or [])}
    return rows <= draft.refused


def _prices(told: Plan, request: Request) -> None:
    """Prices are as the rows ask, where the person may change prices."""
    person = request.actor
    is_allowed = person is None or person.has_perm("catalog.change_price")
    for each in told.variants:
        if is_allowed:
            matching.fill_prices(each)
        elif any(matching.asked_prices(each)):
            told.draft.warn(each.draft.row, _("That is beyond your own rights."), "Variant Price")


def _retired(told: Plan) -> None:
    """What has another number of options than the product can't be chosen any more."""
    named = {each.variant.pk for each in told.variants}
    count = len(told.product.option_names)
    for variant in told.current.variants:
        if variant.pk not in named and variant.is_on_sale and len(variant.option_values) != count:
            variant.is_on_sale = False
            told.retired.append(variant)
            told.change(f"Variant On Sale · {variant.sku}", True, False)
            told.draft.warn(told.draft.row, _("“%s” has other options: taken off sale.") % variant.sku)


def _set(told: Plan, name: str, value: Any) -> None:
    before = getattr(told.product, name)
    if before != value:
        setattr(told.product, name, value)
        told.fields.append(name)
        if HEADERS[name]:
            told.change(HEADERS[name], before, value)


def _fields(told: Plan) -> None:
    for name, value in told.draft.fields.items():
        if name == "published_at" and value is None and told.draft.status == "active":
            continue  # on sale since whenever that was; a new one from now on
        _set(told, name, clean_html(value) if name == "body" else value)


def _options(told: Plan) -> None:
    """Names of the options; one without a name keeps the one it has here."""
    names = told.draft.option_names
    is_assumed = all(each.is_assumed for each in told.draft.variants)
    if names is None or (is_assumed and not told.current.is_new):
        return
    known = told.product.option_names
    for place, name in enumerate(names):
        if not name:
            names[place] = known[place] if place < len(known) else f"Option {place + 1}"
            if place >= len(known):
                told.draft.warn(
                    told.draft.row, _("The option has no name: “%s”.") % names[place], "Option1 Name"
                )
    if told.draft.has_lead or not known:
        _set(told, "option_names", names)


def _words(told: Plan) -> None:
    """Texts in other languages; a blank one is gone."""
    translations = {language: dict(words) for language, words in told.product.translations.items()}
    asked = {language: dict(words) for language, words in told.draft.words.items()}
    for language, names in told.draft.option_words.items():
        own = told.product.option_names
        asked.setdefault(language, {})["option_names"] = [
            word or name for word, name in zip(names, own, strict=False)
        ]
    for language, words in asked.items():
        for name, word in words.items():
            matching.set_word(translations, language, name, clean_html(word) if name == "body" else word)
    before = told.product.translations
    if translations != before:
        for language, words in asked.items():
            for name in words:
                was, now = before.get(language, {}).get(name), translations.get(language, {}).get(name)
                if was != now:
                    told.change(f"{HEADERS[name]} {language}", was, now)
        told.product.translations = translations
        told.fields.append("translations")


def _kept(told: Plan) -> None:
    columns = dict(told.product.columns)
    for name, cell in told.draft.kept.items():
        if columns.get(name, "") != cell:
            told.change(name, columns.get(name, ""), cell)
            matching.keep(columns, name, cell)
    if columns != told.product.columns:
        told.product.columns = columns
        told.fields.append("columns")


def _vendor(told: Plan) -> None:
    name = told.draft.vendor
    before = told.product.vendor.name if told.product.vendor else ""
    if name is not None and name != before:
        told.vendor = name
        told.change("Vendor", before, name)


def _status(told: Plan) -> None:
    """Draft, on sale, hidden or archived; a new gift card stays a draft until they can be sold."""
    draft, product = told.draft, told.product
    wanted = draft.status or ("draft" if told.current.is_new else product.status)
    if told.current.is_new and product.is_gift_card:
        wanted = "draft"
        draft.warn(draft.row, _("A gift card stays a draft: it can't be sold yet."), "Gift Card")
    elif product.is_gift_card and product.status == "draft":
        wanted = "draft"
    if wanted == "active" and draft.is_published is False:
        _set(told, "published_at", None)
    is_dated = product.published_at is not None or draft.is_published is False
    if wanted != product.status or (wanted == "active" and not is_dated):
        told.status = wanted
        if wanted != product.status or not told.current.is_new:
            told.change("Status", product.status, wanted)


def _registered(told: Plan, request: Request) -> None:
    """Columns of upper departments: on what is new, and elsewhere when asked for."""
    for name, column in variant_columns:
        named = [each for each in told.variants if name in each.draft.registered]
        if not named:
            continue
        closed = column.closed(request)
        is_asked = not column.switch or bool(request.options.get(column.switch))
        known = [each.variant for each in named if not each.is_new]
        held = column.held(known, request) if known and not closed else {}
        for each in named:
            value, cell = each.draft.registered[name]
            is_counted = each.variant.is_stock_tracked
            if not is_counted or (closed and each.is_new):
                each.keep(name, cell)
            elif not closed:
                before = held.get(each.variant.pk, column.initial)
                each.put_registered(name, before, is_asked=is_asked)
            if closed and is_counted and value != column.initial and (each.is_new or is_asked):
                told.draft.warn(each.draft.row, closed, name)
