"""Loads what lies in the brand's stores."""

from decimal import Decimal

from catalog.products.models import Variant
from minishop.demo import files
from minishop.demo.files import ProductRow
from minishop.money import allocate
from orders.stock import facts
from orders.stock import services as stock
from orders.stock.models import StockMovement
from orders.stores.models import Store

REFERENCE = "demo:first-delivery"


def load(rows: list[ProductRow], stores: dict[str, Store]) -> None:
    """Each piece of the catalogue lies in some store, in the stores' shares; received once."""
    shares = {row["code"]: row["share"] for row in files.toml("houses")["store"]}
    delivered = set(
        StockMovement.objects.filter(reference=REFERENCE).values_list("item__variant__sku", flat=True)
    )
    lines = {line.sku: line for row in rows for line in row.variants if line.is_tracked}
    for variant in Variant.objects.filter(sku__in=lines.keys() - delivered).order_by("pk"):
        # JPY, because pieces like yen come whole.
        parts = allocate(Decimal(lines[variant.sku].pieces), list(shares.values()), "JPY")
        for code, pieces in zip(shares, parts, strict=True):
            if pieces:
                stock.receive(variant=variant, store=stores[code], quantity=int(pieces), reference=REFERENCE)
    facts.write_down(list(Variant.objects.filter(sku__in=lines).values_list("pk", flat=True)))
