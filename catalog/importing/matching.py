"""Which variant a row means: the one of the same choice, else the one of the same SKU, else a new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from catalog.importing.current import Current
from catalog.products.models import Price, Variant
from catalog.tables.columns import suffix_of
from catalog.tables.drafts import ProductDraft, VariantDraft
from minishop.imports.kinds import Change

HEADERS = {
    "sku": "Variant SKU",
    "barcode": "Variant Barcode",
    "grams": "Variant Grams",
    "is_stock_tracked": "Variant Inventory Tracker",
    "is_shippable": "Variant Requires Shipping",
    "is_on_sale": "Variant On Sale",
    "swatch": "Variant Swatch",
    "position": "Variant Position",
    "option_values": "Option1 Value",
}


@dataclass
class VariantPlan:
    """A variant, filled in memory, and which of it differs."""

    draft: VariantDraft
    variant: Variant
    #: What it costs now, by currency.
    costs: Mapping[str, Price]
    fields: list[str] = field(default_factory=list)
    #: Currency → (amount, compare_at) where they differ; None for the amount: no price any more.
    prices: dict[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    registered: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.variant.pk is None

    def put_registered(self, name: str, before: str, *, is_asked: bool) -> None:
        """The column's value is put where it is new or asked for."""
        value, _cell = self.draft.registered[name]
        self.keep(name, "")
        if value != before and (self.is_new or is_asked):
            self.registered[name] = value
            self.changes.append(Change(self.column(name), before, value))

    def keep(self, name: str, cell: str) -> None:
        """The cell is kept as it came."""
        if self.variant.columns.get(name, "") != cell:
            columns = dict(self.variant.columns)
            if not self.is_new:
                self.changes.append(Change(self.column(name), columns.get(name, ""), cell))
            keep(columns, name, cell)
            self.variant.columns = columns
            self.fields.append("columns")

    def column(self, name: str) -> str:
        return f"{name} · {self.variant.sku}"

    def set(self, name: str, value: Any) -> None:
        before = getattr(self.variant, name)
        if before != value:
            setattr(self.variant, name, value)
            self.fields.append(name)
            if not self.is_new and name in HEADERS:
                self.changes.append(Change(self.column(HEADERS[name]), _shown(before), _shown(value)))


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def keep(columns: dict[str, Any], name: str, cell: str) -> None:
    """The column holds the cell; a blank one is not kept."""
    if cell:
        columns[name] = cell
    else:
        columns.pop(name, None)


def set_word(translations: dict[str, dict[str, Any]], language: str, name: str, word: Any) -> None:
    """The text in that language; an empty one leaves no trace where there was none."""
    words = translations.get(language, {})
    if word:
        translations.setdefault(language, words)[name] = word
    elif words.get(name):
        del words[name]
        if not words:
            del translations[language]


def match(draft: ProductDraft, current: Current) -> list[VariantPlan]:
    """A plan for each row that is taken; the others are refused with the reason."""
    found: list[VariantPlan] = []
    chosen: dict[tuple[str, ...], int] = {}
    free = {variant.pk: variant for variant in current.variants}
    exact = {tuple(variant.option_values): variant for variant in current.variants}
    for each in draft.variants:
        if each.row in draft.refused or (each.is_assumed and current.variants):
            continue
        variant = _meant(each, exact, free, draft, current)
        if variant is None or not _is_free(each, variant, chosen, draft, current):
            continue
        free.pop(variant.pk, None)
        costs = {code: price for (pk, code), price in current.prices.items() if pk == variant.pk}
        found.append(VariantPlan(each, variant, costs))
    _name(found, draft, current)
    _place(found, current)
    return found


def _place(found: list[VariantPlan], current: Current) -> None:
    """New ones stand behind those that are there, in the order of the rows."""
    last = max((variant.position for variant in current.variants), default=-1)
    for each in found:
        if each.is_new:
            last = each.draft.fields.setdefault("position", last + 1)


def _meant(
    each: VariantDraft,
    exact: Mapping[tuple[str, ...], Variant],
    free: Mapping[int, Variant],
    draft: ProductDraft,
    current: Current,
) -> Variant | None:
    sku = each.fields.get("sku", "")
    by_sku = next((variant for variant in free.values() if sku and variant.sku == sku), None)
    if each.values is None:
        if by_sku or current.is_new:
            return by_sku or Variant(product=current.product, option_values=[])
        if len(current.variants) == 1 and not sku:
            return current.variants[0]
        draft.refuse(
            each.row, _("Neither a choice nor a known SKU says which variant this is."), "Variant SKU"
        )
        return None
    same = exact.get(tuple(each.values))
    if same is None and by_sku and tuple(by_sku.option_values) not in _choices(draft):
        return by_sku  # its choice has a new name
    return same or Variant(product=current.product)


def _choices(draft: ProductDraft) -> set[tuple[str, ...]]:
    return {tuple(other.values) for other in draft.variants if other.values is not None}


def _is_free(
    each: VariantDraft,
    variant: Variant,
    chosen: dict[tuple[str, ...], int],
    draft: ProductDraft,
    current: Current,
) -> bool:
    """Whether no row before means the same, and the SKU belongs to nothing else."""
    choice = tuple(variant.option_values if each.values is None else each.values)
    if choice in chosen:
        words = _("The same choice as row %d.") % chosen[choice]
        draft.refuse(each.row, words, "Option1 Value" if choice else "Handle")
        return False
    sku = each.fields.get("sku", "")
    others = {v.sku for v in current.variants if v is not variant} | current.taken
    if sku and (sku in others or draft.claimed.get(sku, draft.handle) != draft.handle):
        draft.refuse(each.row, _("The SKU “%s” belongs to something else.") % sku, "Variant SKU")
        return False
    chosen[choice] = each.row
    if sku:
        current.taken = current.taken | {sku}
    return True


def _name(found: list[VariantPlan], draft: ProductDraft, current: Current) -> None:
    """Each has a SKU: the table's, the one it had, or one made of its handle and choice."""
    for each in found:
        if each.draft.fields.get("sku") or each.variant.sku:
            if not each.draft.fields.get("sku"):
                each.draft.fields.pop("sku", None)
            continue
        each.draft.fields["sku"] = made = _made_sku(draft.handle, each.draft.values or [], current)
        current.taken = current.taken | {made}
        draft.warn(each.draft.row, _("Without a SKU: “%s” is made for it.") % made, "Variant SKU")


def _made_sku(handle: str, values: list[str], current: Current) -> str:
    """Letters of the handle and the choice; what others have gets a number."""
    words = [handle, *(" ".join(lazy_pinyin(value)) for value in values)]
    stem = slugify("-".join(words)).upper()[:52].rstrip("-") or "PIECE"
    taken = set(current.taken) | {variant.sku for variant in current.variants}
    taken |= set(Variant.objects.filter(sku__startswith=stem).values_list("sku", flat=True))
    sku, number = stem, 1
    while sku in taken:
        number += 1
        sku = f"{stem}-{number}"
    return sku


def fill(each: VariantPlan) -> None:
    """The variant in memory is as the row asks; what differs is noted."""
    draft = each.draft
    for name, value in draft.fields.items():
        each.set(name, value)
    if draft.values is not None:
        each.set("option_values", list(draft.values))
    _fill_words(each)
    columns = dict(each.variant.columns)
    for name, cell in draft.kept.items():
        keep(columns, name, cell)
    _note(each, each.variant.columns, columns)
    each.set("columns", columns)
    if each.is_new:
        each.changes.insert(0, Change("Variant SKU", "", each.variant.sku))


def _fill_words(each: VariantPlan) -> None:
    known = each.variant.translations
    translations = {language: dict(words) for language, words in known.items()}
    for language, words in each.draft.words.items():
        set_word(translations, language, "option_values", words)
    said = [
        {f"Option1 Value {suffix_of(language)}": ", ".join(texts.get(language, {}).get("option_values") or [])
         for language in each.draft.words}
        for texts in (known, translations)
    ]  # fmt: skip
    _note(each, *said)
    each.set("translations", translations)


def _note(each: VariantPlan, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """A change for each column of a variant that was there."""
    for name in sorted({*before, *after}) if not each.is_new else ():
        if before.get(name, "") != after.get(name, ""):
            each.changes.append(Change(each.column(name), before.get(name, ""), after.get(name, "")))


def fill_prices(each: VariantPlan) -> None:
    """What it costs is as the row asks."""
    for currency, was, now in asked_prices(each):
        each.prices[currency] = now
        if not each.is_new:
            each.changes += _price_changes(each, currency, was, now)


def asked_prices(each: VariantPlan) -> Iterator[tuple[str, Any, Any]]:
    """Currency, (amount, compare_at) before and after, for each price the row would change."""
    told = each.draft.prices
    for currency in dict.fromkeys(currency for currency, _what in told):
        price = each.costs.get(currency)
        was = (price.amount, price.compare_at) if price else (None, None)
        now = (told.get((currency, "amount"), was[0]), told.get((currency, "compare_at"), was[1]))
        now = (now[0], now[1] if now[0] is not None else None)
        if now != was:
            yield currency, was, now


def _price_changes(each: VariantPlan, currency: str, was: Any, now: Any) -> list[Change]:
    headers = ("Variant Price", "Variant Compare At Price")
    cells = zip(headers, was, now, strict=True)
    return [
        Change(each.column(f"{header} ({currency})"), _amount(before), _amount(after))
        for header, before, after in cells
        if before != after
    ]


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
