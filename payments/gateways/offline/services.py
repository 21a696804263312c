"""Staff take the money of a payment in the store."""

from typing import Any

from django.db import transaction

from minishop.money import Money
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.base import Snapshot, Status


class NotOffline(Exception):
    """The payment belongs to another gateway, which alone knows whether it was paid."""

    def __init__(self, payment: Payment) -> None:
        self.payment = payment
        super().__init__(f"{payment.number} is paid through {payment.gateway}")


@transaction.atomic
def receive(*, payment: Payment, actor: Any, money: Money | None = None) -> Payment:
    """The payment is captured in full by this member of staff; a second call changes nothing.

    Raises:
        NotOffline: money of another gateway can't be taken at the till.
    """
    if payment.gateway != "offline":
        raise NotOffline(payment)
    snapshot = Snapshot(payment.number, Status.PAID, money=money or payment.money)
    return attempts.record(payment, snapshot, actor=actor)
