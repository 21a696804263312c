"""Words about orders for templates: moments, what an order's state reads like."""

from django import template

from orders.history import moments, words
from orders.history.reading import read

register = template.Library()

register.filter("when", moments.when)
register.filter("clock", moments.clock)
register.filter("day", moments.day)
register.filter("reading", read)


@register.filter
def joined(first: str, second: str) -> str:
    """Two parts of a line, or the one there is."""
    return words.joined(first, second)


@register.filter
def then(first: str, second: str) -> str:
    """Two sentences, or the one there is."""
    return words.sentences(first, second)
