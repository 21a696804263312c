"""Loads the brand's stores and what delivery costs."""

from decimal import Decimal
from typing import Any

from minishop.demo import files
from orders.shipping.models import ShippingRate, ShippingZone
from orders.stores.models import Store

ZH = "zh-hans"


def load_stores() -> dict[str, Store]:
    """The stores by code, in their order."""
    stores = {}
    for position, row in enumerate(files.toml("houses")["store"]):
        facts: dict[str, Any] = {
            key: value for key, value in row.items() if key not in ("code", "share", "zh")
        }
        stores[row["code"]], _ = Store.objects.get_or_create(
            code=row["code"], defaults={**facts, "position": position, "translations": {ZH: row["zh"]}}
        )
    return stores


def load_delivery() -> None:
    """Zones and rates, unless there are some."""
    if ShippingZone.objects.exists():
        return
    for row in files.toml("houses")["zone"]:
        zone = ShippingZone.objects.create(
            name=row["name"],
            promise=row["promise"],
            days=row["days"],
            provinces=row.get("provinces", []),
            translations={ZH: row["zh"]},
        )
        for rate in row["rates"]:
            free = rate.get("free_from")
            ShippingRate.objects.create(
                zone=zone, price=Decimal(rate["price"]), free_from=Decimal(free) if free else None
            )
