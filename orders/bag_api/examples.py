"""A bag as the schema shows it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


LINE: dict[str, Any] = {
    "id": 4, "variant": 11, "sku": "VEIL-ROSEWOOD", "product": "veil", "title": "Silk veil",
    "label": "Rosewood", "url": "https://shop.example/products/veil/?variant=11", "image": None,
    "choices": {}, "quantity": 2, "available": 2, "late": 0, "is_gone": False, "unit_price": yuan("238.00"),
    "old_price": None, "amount": yuan("476.00"), "points": 0, "way": "ship", "store": None,
    "no_return": "", "withheld": "",
}  # fmt: skip
PARCEL: dict[str, Any] = {
    "way": "ship", "store": None, "lines": [4], "quantity": 2, "is_late": False, "amount": yuan("476.00"),
}  # fmt: skip
QUOTE: dict[str, Any] = {
    "goods_total": yuan("476.00"), "discount_total": yuan("0.00"), "shipping_total": yuan("12.00"),
    "tax_included": yuan("56.14"), "total": yuan("488.00"), "points": 0,
    "adjustments": [{"code": "delivery", "label": "Delivery", "amount": yuan("12.00")}],
}  # fmt: skip
BAG: dict[str, Any] = {
    "token": None, "quantity": 2, "currency": "CNY", "lines": [LINE], "parcels": [PARCEL], "quote": QUOTE,
    "free_delivery": {"free_from": yuan("600.00"), "amount": yuan("476.00"), "missing": yuan("124.00")},
}  # fmt: skip
A_BAG = OpenApiExample("Two pieces to be sent", BAG, response_only=True, status_codes=["200", "201"])
