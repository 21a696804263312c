"""What the sandbox does with its own books, as if it were another company.

A repeated number answers with the same charge or refund; what it tells the merchant goes out by job.
"""

import secrets
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from minishop import events
from payments.gateways.base import Charge, Repayment
from payments.gateways.sandbox.models import SandboxCharge, SandboxRefund

State, Script = SandboxCharge.State, SandboxCharge.Script

SLOW = timedelta(seconds=30)
#: How often a payer who is late looks whether it is late enough.
LATE = timedelta(seconds=15)
PAID_AT_ONCE = {Script.APPROVE, Script.LOST, Script.DUPLICATE, Script.WRONG_AMOUNT}


class NotPossible(Exception):
    """The sandbox refuses; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def open_charge(charge: Charge) -> SandboxCharge:
    """The charge waits for its payer; the same number with other parameters is refused.

    Raises:
        NotPossible: number_used.
    """
    row, _created = SandboxCharge.objects.get_or_create(
        number=charge.number,
        defaults={
            "token": secrets.token_urlsafe(24),
            "amount": charge.money.amount,
            "currency": charge.money.currency,
            "description": charge.description,
            "return_url": charge.return_url,
            "expires_at": charge.expires_at,
        },
    )
    if row.money != charge.money:
        raise NotPossible("number_used")
    return row


@transaction.atomic
def close_charge(number: str) -> SandboxCharge | None:
    """The charge takes no money from a punctual payer any more, unless it was paid or declined before."""
    row = SandboxCharge.objects.select_for_update().filter(number=number).first()
    if row is not None and row.state == State.WAITING:
        row.state = State.CLOSED
        row.save(update_fields=["state"])
    return row


@transaction.atomic
def choose(*, token: str, script: str) -> SandboxCharge:
    """The payer's choice stands and its consequences are on their way; a second choice changes nothing.

    Raises:
        SandboxCharge.DoesNotExist: no such page.
    """
    row = SandboxCharge.objects.select_for_update().get(token=token)
    if not row.may_choose:
        return row
    row.script = Script(script)
    if row.script == Script.DECLINE:
        row.state = State.DECLINED
    elif row.script in PAID_AT_ONCE:
        _pay(row)
    row.save()
    _tell(row)
    return row


def _tell(row: SandboxCharge) -> None:
    """The notification of the choice is on its way, or the payment itself where it comes later."""
    if row.script in (Script.SLOW, Script.LATE):
        wait = SLOW if row.script == Script.SLOW else LATE
        events.emit("sandbox.postponed", subject=row, run_in=wait, charge=row.pk)
    elif row.script != Script.LOST:
        events.emit("sandbox.decided", subject=row, charge=row.pk)


def _pay(row: SandboxCharge) -> None:
    less = Decimal(1) if row.amount > 1 else row.amount / 2
    row.paid_amount = row.amount - less if row.script == Script.WRONG_AMOUNT else row.amount
    row.state = State.PAID


@transaction.atomic
def settle(pk: int) -> bool:
    """A postponed payment is made, and told; answers False where it is too early to be late."""
    row = SandboxCharge.objects.select_for_update().get(pk=pk)
    if row.state == State.PAID:
        return True
    if row.script == Script.LATE and not SandboxCharge.objects.dead().filter(pk=pk).exists():
        return False
    _pay(row)
    row.save()
    events.emit("sandbox.decided", subject=row, charge=row.pk)
    return True


@transaction.atomic
def open_refund(repayment: Repayment) -> SandboxRefund:
    """The refund is accepted, once for its number, and done by a job.

    Raises:
        NotPossible: not_paid, not_enough or number_used.
    """
    charge = SandboxCharge.objects.select_for_update().filter(number=repayment.charge.number).first()
    if charge is None or charge.paid_amount is None:
        raise NotPossible("not_paid")
    earlier = charge.refunds.filter(number=repayment.number).first()
    amount = repayment.money.amount
    if earlier is not None:
        if earlier.amount != amount:
            raise NotPossible("number_used")
        return earlier
    if charge.refunded + amount > charge.paid_amount:
        raise NotPossible("not_enough")
    charge.refunded += amount
    charge.save(update_fields=["refunded"])
    row = SandboxRefund.objects.create(charge=charge, number=repayment.number, amount=amount)
    events.emit("sandbox.refunding", subject=row, refund=row.pk)
    return row


def finish_refund(pk: int) -> SandboxRefund:
    """The money is back with the payer."""
    SandboxRefund.objects.filter(pk=pk).update(is_done=True)
    return SandboxRefund.objects.select_related("charge").get(pk=pk)
