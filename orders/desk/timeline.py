"""What happened to an order, for staff: every event of it, its fulfilments and its payments."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from minishop import events
from orders.orders.models import Order
from payments.attempts.models import Payment

LINE = '<li><time datetime="{}">{}</time> · <b>{}</b>{}</li>'


def of(order: Order) -> SafeString:
    """The events, oldest first, each with its moment and who did it."""
    told = events.timeline(order, *order.fulfilments.all(), *_payments(order))
    lines = [_line(event) for event in told.select_related("actor")]
    return format_html("<ol>{}</ol>", format_html_join("", LINE, lines))


def _payments(order: Order) -> list[Any]:
    return list(Payment.objects.filter(reference=order.reference))


def _line(event: Any) -> tuple[str, str, str, str]:
    moment = localtime(event.at)
    who = f" · {event.actor}" if event.actor else ""
    return moment.isoformat(), f"{moment:%Y-%m-%d %H:%M:%S}", event.name, who
