"""Whom rules would admit, before they are kept."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from catalog.collections import rules as conditions
from catalog.collections.models import SORTING, Collection
from catalog.collections.rules import Rule
from catalog.products.models import Product

FIRST = 8


def admitted(rules: Sequence[Rule], *, match: str, order: str = "") -> dict[str, Any]:
    """How many there are, how many of them on sale, and the first ones; or why nobody can tell."""
    try:
        found = Product.objects.filter(conditions.query(rules, any_of=match == Collection.Match.ANY))
    except ValidationError as problem:
        return {"problems": problem.messages}
    on_sale = Q(pk__in=Product.objects.on_sale().values("pk"))
    counted = found.aggregate(count=Count("pk"), on_sale=Count("pk", filter=on_sale))
    by_hand = order not in SORTING or order == Collection.Order.HAND
    sorting = SORTING[Collection.Order.NEWEST if by_hand else order]
    pieces = list(found.select_related("cover").order_by(*sorting)[:FIRST])
    return {**counted, "pieces": pieces}
