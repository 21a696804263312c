"""What the product's page shows of one variant: gallery and state."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from catalog.facing import choosing
from catalog.facing.choosing import Option
from catalog.pictures.models import Picture
from catalog.products.models import Product, Variant
from catalog.shelf import services as shelf
from minishop.context.facts import facts

GALLERY = 7
BESIDE = 12


@dataclass(frozen=True, slots=True)
class Facing:
    """A product turned to the shopper with one of its variants in front."""

    product: Product
    variant: Variant | None
    options: list[Option]
    gallery: list[Picture]
    related: list[Product]
    #: The visitor may buy it so long before everybody.
    early: timedelta = timedelta(0)

    @property
    def is_early(self) -> bool:
        """Announced for everybody, and on sale for the visitor."""
        at = self.product.published_at
        return at is not None and timezone.now() < at <= timezone.now() + self.early

    @property
    def state(self) -> str:
        """One of "coming", "gone" (all of it), "out" (this variant), "open"."""
        if self.product.is_coming and not self.is_early:
            return "coming"
        if self.variant is None or self.variant.price is None or not self.product.in_stock:
            return "gone"
        return "open" if self.variant.in_stock else "out"

    @property
    def can_be_waited_for(self) -> bool:
        """Sold out, priced and on sale: one may ask to be told when it is back."""
        return self.state in ("gone", "out") and self.variant is not None and self.variant.price is not None


def facing(handle: str, asked: str | None) -> Facing | None:
    """The product of the handle as shoppers see it, or None."""
    found = shelf.read(f"product:{handle}", lambda: _product(handle))
    if found is None:
        return None
    product, related = found
    variants = list(product.variants.all())
    variant = choosing.chosen(variants, asked)
    options = choosing.options(product, variants, variant)
    return Facing(product, variant, options, _gallery(product, variant), related)


def turned_to(request: HttpRequest, handle: str) -> Facing | None:
    """The same, to this visitor: who has new pieces early has this one by now."""
    shown = facing(handle, request.GET.get("variant"))
    if shown is None or not shown.product.is_coming or "early_hours" not in facts:
        return shown
    return replace(shown, early=timedelta(hours=facts["early_hours"](request)))


def _product(handle: str) -> tuple[Product, list[Product]] | None:
    """The product, and what can be bought beside it."""
    product = Product.objects.visible().for_page().filter(handle=handle).first()
    if product is None:
        return None
    return product, list(Product.objects.beside(product).for_cards()[:BESIDE])


def _gallery(product: Product, variant: Variant | None) -> list[Picture]:
    """The variant's picture first, then those that show the product and no other variant."""
    of_variants = {v.picture_id for v in product.variants.all()}
    shared = [image.picture for image in product.images.all() if image.picture_id not in of_variants]
    first = variant.picture if variant and variant.picture else product.cover
    return list(dict.fromkeys(picture for picture in (first, *shared) if picture))[:GALLERY]


def in_the_round(facing: Facing) -> dict[str, Any]:
    """What the page of the 3D model shows: its words, the way back and the names of the chosen finish."""
    product, variant = facing.product, facing.variant
    texts = (
        [variant.option_values, *(each.get("option_values", []) for each in variant.translations.values())]
        if variant
        else []
    )
    return {
        "shown": facing,
        "product": product,
        "words": facing.gallery[0].t.alt if facing.gallery else product.t.title,
        "finishes": [value for values in texts for value in values],
        "back": f"{product.get_absolute_url()}{f'?variant={variant.pk}' if variant else ''}",
    }
