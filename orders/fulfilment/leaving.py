"""What must hold when pieces leave the house: their order is paid, and nobody asked its money back.

Verbs lock the order first, then the fulfilment, then the order's payments.
"""

from django.db.models import F, Sum

from minishop import states
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order, OrderLine
from orders.tenders import services as tenders
from payments.attempts.models import Payment


class NotPaid(Exception):
    """The pieces may not leave the store: the order is not paid, or no longer open."""

    def __init__(self, fulfilment: Fulfilment) -> None:
        self.fulfilment = fulfilment
        super().__init__(
            f"order {fulfilment.order} is {fulfilment.order.state}, {fulfilment.order.payment_state}"
        )


class NothingToSend(Exception):
    """Nothing of it is left in the house to send or hand over: it left, is packed, or was asked back."""

    def __init__(self, fulfilment: Fulfilment) -> None:
        self.fulfilment = fulfilment
        super().__init__(f"nothing is left of fulfilment {fulfilment.pk}")


def locked(pk: int) -> Fulfilment:
    """The fulfilment, its order's row and its own locked; the first lock of every verb here."""
    order = Order.objects.select_for_update().get(fulfilments=pk)
    row = Fulfilment.objects.select_for_update().get(pk=pk)
    row.order = order
    return row


def ensure_payable(row: Fulfilment, way: str) -> None:
    """Returns only if the pieces travel that way and are paid.

    Raises:
        IllegalMove: they travel another way.
        NotPaid: the order is not paid, or over.
    """
    if row.way != way:
        raise states.IllegalMove(row, "state", way)
    if not row.order.is_paid or row.order.state not in {Order.State.OPEN, Order.State.COMPLETED}:
        raise NotPaid(row)


def ensure_may_leave(row: Fulfilment, way: str) -> None:
    """Returns only if the pieces may leave the house now; money asked back meanwhile waits until they have.

    Raises:
        IllegalMove: they travel another way.
        NotPaid: the order is not paid and open, or its money went back.
    """
    ensure_payable(row, way)
    hold_money(row.order)
    if tenders.is_given_back(row.order):
        raise NotPaid(row)


def hold_money(order: Order) -> None:
    """The order's payments are locked, so that no refund begins until the transaction ends."""
    payments = Payment.objects.filter(tender__order=order.pk).order_by("pk")
    list(payments.select_for_update(of=("self",)).values_list("pk", flat=True))


def left(row: Fulfilment) -> list[OrderLine]:
    """Its lines of which pieces have still to leave the house."""
    return [line for line in OrderLine.objects.filter(fulfilment=row.pk).order_by("pk") if line.to_send]


def has_sent(row: Fulfilment) -> bool:
    """Whether any of its pieces left the house."""
    sent = OrderLine.objects.filter(fulfilment=row.pk).aggregate(pieces=Sum("sent"))
    return bool(sent["pieces"])


def take_out(row: Fulfilment) -> None:
    """Everything left of it has left the house.

    Raises:
        NothingToSend: nothing was left.
    """
    lines = left(row)
    if not lines:
        raise NothingToSend(row)
    OrderLine.objects.filter(pk__in=[line.pk for line in lines]).update(sent=F("quantity") - F("withdrawn"))
