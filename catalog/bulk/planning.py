"""What a wish would change of one product, and why it would change nothing; nothing is written here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from catalog.bulk.wishes import Wish
from catalog.collections.models import Collection
from catalog.pictures.models import Picture
from catalog.products.models import Product, Variant
from catalog.repricing.models import PriceChange
from catalog.vendors.models import Vendor
from minishop.money import default_currency
from minishop.templatetags.shop import money

Step = tuple[str, str, str]  # column, before, after


@dataclass(frozen=True, slots=True)
class NewPrice:
    variant: Variant
    amount: Decimal
    compare_at: Decimal | None


@dataclass
class Planned:
    """One product's part of the wish."""

    product: Product
    fields: dict[str, Any] = field(default_factory=dict)
    prices: list[NewPrice] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    why: str = ""


@dataclass
class Planner:
    """Reads the wish's own names once, then plans any number of products."""

    wish: Wish
    is_planned_price: bool = False

    @cached_property
    def vendor(self) -> Vendor | None:
        return Vendor.objects.filter(pk=self.wish.vendor or 0).first()

    def collection(self, pk: int | None) -> Collection | None:
        return Collection.objects.filter(pk=pk, match=Collection.Match.HAND).first() if pk else None

    @cached_property
    def joined(self) -> Collection | None:
        return self.collection(self.wish.add_to)

    @cached_property
    def left(self) -> Collection | None:
        return self.collection(self.wish.remove_from)

    def all(self, ids: Sequence[int]) -> Iterator[Planned]:
        """The products of these ids that still are, in the order given."""
        found = {product.pk: product for product in _read(ids)}
        busy = self._busy(ids)
        for pk in ids:
            if pk in found:
                yield self.plan(found[pk], busy)

    def plan(self, product: Product, busy: set[int] | None = None) -> Planned:
        planned = Planned(product)
        self._fields(planned)
        self._places(planned)
        self._prices(planned)
        if not planned.why and busy and busy & {new.variant.pk for new in planned.prices}:
            planned.why = _("Its price changes in that time already.")
        if not planned.why and not planned.steps:
            planned.why = _("It is so already.")
        return planned

    def _busy(self, ids: Sequence[int]) -> set[int]:
        """Variants whose price changes in the time wished for."""
        if not self.is_planned_price:
            return set()
        start, end = self.wish.moment("starts_at"), self.wish.moment("ends_at")
        still = Q(state__in=["planned", "live"], currency=default_currency(), variant__product__in=ids)
        long = Q(ends_at__gt=start, starts_at__lt=end) if end else Q(starts_at__lte=start, ends_at__gt=start)
        moment = Q(ends_at=None, starts_at__gte=start)
        moment &= Q(starts_at__lt=end) if end else Q(starts_at=start)
        return set(PriceChange.objects.filter(still & (long | moment)).values_list("variant", flat=True))

    def _fields(self, planned: Planned) -> None:
        product, wish = planned.product, self.wish
        wanted: dict[str, Any] = {}
        if wish.kind:
            wanted["kind"] = wish.kind
        if self.vendor:
            wanted["vendor"] = self.vendor
        if wish.add_tags or wish.remove_tags:
            kept = [tag for tag in product.tags if tag not in wish.remove_tags]
            wanted["tags"] = list(dict.fromkeys([*kept, *wish.add_tags]))
        if wish.withdrawn_at:
            wanted["withdrawn_at"] = wish.moment("withdrawn_at")
        for name, value in wanted.items():
            if getattr(product, name) != value:
                planned.fields[name] = value
                planned.steps.append((name, _said(getattr(product, name)), _said(value)))
        self._status(planned)
        self._tracking(planned)

    def _status(self, planned: Planned) -> None:
        product = planned.product
        status = {"publish": "active", "unpublish": "draft"}.get(self.wish.status, product.status)
        if status != product.status:
            planned.steps.append(("status", product.status, status))
            if status == Product.Status.ACTIVE and _is_bare(product):
                planned.why = _("A picture of it has no alternative text.")

    def _tracking(self, planned: Planned) -> None:
        if self.wish.tracked:
            is_on = self.wish.tracked == "on"
            for variant in planned.product.variants.all():
                if variant.is_stock_tracked != is_on:
                    column = f"tracked {variant.sku}"
                    planned.steps.append((column, _said(variant.is_stock_tracked), _said(is_on)))

    def _places(self, planned: Planned) -> None:
        held = {place.collection_id for place in planned.product.places.all()}
        if self.joined and self.joined.pk not in held:
            planned.steps.append(("collections", "", f"+ {self.joined.title}"))
        if self.left and self.left.pk in held:
            planned.steps.append(("collections", self.left.title, ""))

    def _prices(self, planned: Planned) -> None:
        if not (self.wish.price_by or self.wish.compare):
            return
        priced = [variant for variant in planned.product.variants.all() if variant.price]
        if not priced:
            planned.why = _("It has no price.")
        for variant in priced:
            self._price(planned, variant)

    def _price(self, planned: Planned, variant: Variant) -> None:
        now = variant.price
        assert now is not None
        amount = self.wish.amount(now.amount) if self.wish.price_by else now.amount
        compare_at = {"was": now.amount, "none": None}.get(self.wish.compare, now.compare_at)
        if amount <= 0:
            planned.why = _("A price would be nothing or less.")
        elif compare_at is not None and compare_at <= amount:
            planned.why = _("The price before would not be higher than the price.")
        elif (amount, compare_at) != (now.amount, now.compare_at):
            planned.prices.append(NewPrice(variant, amount, compare_at))
            before, after = _cost(now.amount, now.compare_at), _cost(amount, compare_at)
            planned.steps.append((f"price {variant.sku}", before, after))


def _read(ids: Iterable[int]) -> Iterable[Product]:
    variants = Variant.objects.filter(is_on_sale=True).with_prices()
    rows = Product.objects.filter(pk__in=ids).select_related("vendor")
    return rows.prefetch_related(Prefetch("variants", variants), "places")


def _is_bare(product: Product) -> bool:
    """Whether a picture on its page says nothing to those who can't see it."""
    return Picture.objects.without_words().filter(pk__in=product.picture_ids()).exists()


def _cost(amount: Decimal, compare_at: Decimal | None) -> str:
    cost = money(amount)
    return cost if compare_at is None else f"{cost} ({money(compare_at)})"


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
