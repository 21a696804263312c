"""Words of the till's page about a member."""

from typing import Any

from django import template

from orders.membertill import words

register = template.Library()

register.filter("count_points", words.pieces)


@register.filter
def free_points(figures: Any) -> str:
    """What can be spent, and what it pays."""
    return words.free(figures)
