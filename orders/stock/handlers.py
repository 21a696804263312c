"""Reactions of stock."""

from catalog.products.models import Variant
from minishop import events
from minishop.events.models import Event
from orders.stock import facts
from orders.stock.models import StockItem


@events.on("stock.crossed")
def tell_the_catalogue(event: Event) -> None:
    facts.write_down([event.data["variant"]])


@events.on("product.tracking_set")
def tell_what_is_counted(event: Event) -> None:
    """Variants that are no longer counted are always there; those that are, as the shelves say."""
    variants = Variant.objects.filter(product=event.subject_id)
    facts.write_down(list(variants.values_list("pk", flat=True)))


@events.on("store.changed")
def tell_where(event: Event) -> None:
    """A house that closed, opened, was renamed or began to send has its pieces told anew."""
    if {"is_open", "code", "ships"} & set(event.data["fields"]):
        there = StockItem.objects.filter(store=event.subject_id)
        facts.write_down(list(there.values_list("variant_id", flat=True)))
