"""An order that was just placed, as the schema shows it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

from orders.bag_api.examples import LINE, QUOTE

ORDERED: dict[str, Any] = {
    name: LINE[name]
    for name in ("variant", "sku", "title", "label", "choices", "unit_price", "amount", "no_return", "points")
} | {"id": 2, "quantity": 2, "parcel": 2}
TOTALS: dict[str, Any] = {name: told for name, told in QUOTE.items() if name != "adjustments"}
PLACED: dict[str, Any] = TOTALS | {
    "number": "LL-Z6TS-2JCJ", "state": "open", "payment_state": "due", "currency": "CNY",
    "placed_at": "2026-11-22T02:00:00Z", "paid_at": None, "expires_at": "2026-11-22T02:30:00Z",
    "closed_at": None, "reading": {"words": "Waiting for your payment", "more": "Held until 10:30."},
    "can": ["pay", "cancel"], "url": "https://shop.example/orders/LL-Z6TS-2JCJ/", "lines": [ORDERED],
    "coupons": [], "key": None,
}  # fmt: skip
AN_ORDER_PLACED = OpenApiExample("Placed, to be paid", PLACED, response_only=True, status_codes=["201"])
