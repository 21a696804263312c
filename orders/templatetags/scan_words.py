"""Words and marks of the scan console's log."""

from django import template

from orders.scanning import faces

register = template.Library()

register.filter("scan_word", faces.log_word)


@register.filter
def scan_mark(outcome: str) -> str:
    """The icon of an outcome."""
    return faces.LOOKS[faces.Outcome(outcome)][1]
