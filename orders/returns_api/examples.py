"""What the documentation shows of returns."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

WISH: dict[str, Any] = {
    "pieces": [{"line": 61, "quantity": 1}],
    "kind": "return",
    "reason": "changed_mind",
}
A_WISH = OpenApiExample("One piece back", WISH, request_only=True)
A_RETURN = OpenApiExample("One piece by post", WISH | {"back": "post"}, request_only=True)


def _cny(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


QUOTED = OpenApiExample(
    "What it comes to",
    {
        "pieces": [{"line": 61, "quantity": 1, "goods": _cny("1280.00"), "delivery": _cny("0.00")}],
        "goods": _cny("1280.00"),
        "delivery": _cny("0.00"),
        "amount": _cny("1280.00"),
    },
    response_only=True,
    status_codes=["200"],
)
ASKED = OpenApiExample(
    "It is asked",
    {
        "number": "LL-7K2M-9Q4T-R1", "order": "LL-7K2M-9Q4T", "kind": "return", "state": "asked",
        "reason": "changed_mind", "note": "", "back": "post",
        "store": {"code": "wukang", "name": "Wukang Road"}, "carrier": "", "tracking_number": "",
        "currency": "CNY", "amount": _cny("1280.00"), "agreed_amount": None, "answer": "",
        "replacement": None, "asked_at": "2026-11-22T02:00:00Z", "goods_by": None, "closed_at": None,
        "photos": 0,
        "reading": {"words": "We are looking at it", "more": "A person at the house answers."},
        "can": ["withdraw"],
        "url": "https://shop.example/orders/LL-7K2M-9Q4T/returns/LL-7K2M-9Q4T-R1/",
        "pieces": [
            {
                "line": 61, "sku": "ARC-PLUM", "quantity": 1, "amount": _cny("1280.00"), "instead": None,
                "received": None,
            }
        ],
        "timeline": [
            {"event": "return.asked", "at": "2026-11-22T02:00:00Z", "title": "Asked", "words": "Today, 10:00",
             "state": "now"}
        ],
    },
    response_only=True,
    status_codes=["201"],
)  # fmt: skip
