"""Verbs of the letter that asks how a piece is: planned when pieces arrive, written once for an order."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from minishop import events, notify
from minishop.notify import Recipient
from orders.orders.access import order_link
from orders.orders.models import Order
from orders.reviews import reading

KIND = "review-ask"
DUE = "review.due"


def plan(*, order: Order) -> bool:
    """The letter is due REVIEW_ASK_DAYS from now, by the database's clock; with 0 there is none."""
    days = settings.REVIEW_ASK_DAYS
    if days:
        events.emit(DUE, subject=order, run_in=timedelta(days=days))
    return bool(days)


@transaction.atomic
def ask(*, order: Order) -> bool:
    """The buyer is asked about the first piece nothing was said of; whether it was written by now.

    Not while anything is still on its way, for its arrival plans a letter of its own; never twice for an
    order; and only to members who agreed to news by e-mail.
    """
    on_its_way = order.fulfilments.exclude(state__in=["done", "cancelled"]).exists()
    silent = [line for line in reading.pieces(order) if not hasattr(line, "review")]
    if on_its_way or not silent or order.user is None:
        return False
    person = order.user
    to = Recipient(email=person.email or "", user=person, language=order.language)
    context = {"number": order.number, "link": order_link(order), "piece": silent[0].title}
    return notify.send(KIND, reference=order.reference, to=to, context=context) is not None
