"""Taking money at the counter, before what it pays for is handed over."""

from django.db import transaction

from members.accounts.models import User
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from payments.attempts import services as attempts
from payments.gateways.offline import services as till


def take(*, order: Order, staff: User) -> None:
    """The order is paid at the till, once, however many tills say so.

    Both tills share the one live attempt; under the order's lock the first one captures it, and what
    the second one opened in vain is closed.
    """
    payment = attempts.start(
        reference=order.reference, money=order.money, gateway="offline", description=order.number, actor=staff
    )
    with transaction.atomic():
        row = Order.objects.select_for_update().get(pk=order.pk)
        is_due = row.state == Order.State.OPEN and row.payment_state == Order.PaymentState.DUE_IN_STORE
        if is_due:
            lifecycle.settle(till.receive(payment=payment, actor=staff))
    if not is_due:
        attempts.close(payment)
