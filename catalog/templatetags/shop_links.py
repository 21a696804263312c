"""Addresses of the shop with one filter turned on or off."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import template

from catalog.shop.scopes import Scope
from catalog.shop.wishes import Wish

register = template.Library()


@register.simple_tag
def toggled(scope: Scope, wish: Wish, group: str, value: Any = None) -> str:
    """The listing's address with the value added to the group, or taken out when it was in."""
    now = getattr(wish, group)
    if isinstance(now, bool):
        after: Any = not now
    elif isinstance(now, tuple):
        after = tuple(sorted(set(now) ^ {str(value)}))
    else:
        after = None if now == Decimal(value) else Decimal(value)
    return scope.address(replace(wish, **{group: after}))


@register.filter
def count_of(counts: dict[str, int], value: str) -> int:
    return counts.get(value, 0)
