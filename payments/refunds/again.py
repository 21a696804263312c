"""What becomes of a refund that its gateway refused: sent again after growing pauses, or replaced."""

from typing import Any

import structlog
from django.db import transaction
from django.db.models import F

from minishop import states
from payments.attempts.recording import locked
from payments.gateways import registry
from payments.gateways.base import RefundStatus
from payments.refunds import services as refunds
from payments.refunds.models import OverRefund, Refund

log = structlog.get_logger(__name__)


@transaction.atomic
def replace(refund: Refund, *, actor: Any = None) -> Refund:
    """A failed refund is never sent again: what was to go back was given otherwise.

    Raises:
        IllegalMove: it has not failed.
    """
    payment = locked(refund.payment_id)
    row = Refund.objects.select_for_update().get(pk=refund.pk)
    tell = {"refund": row.pk, "payment": payment.pk, "of": payment.reference}
    to = Refund.State.REPLACED
    states.move(row, "state", to, event="refund.replaced", actor=actor, tell=tell, retry_at=None)
    return row


def stays_failed(refund: Refund) -> bool:
    """Whether the gateway, asked once more, still says of a failed refund that no money left.

    Raises:
        GatewayError: it did not answer.
    """
    row = Refund.objects.select_related("payment").get(pk=refund.pk)
    snapshot = registry.get(row.payment.gateway).query_refund(row.repayment)
    row = refunds.record(row, snapshot)
    says_no = snapshot.status in (RefundStatus.FAILED, RefundStatus.ABSENT)
    return says_no and row.state == Refund.State.FAILED


def retry_due(limit: int = 50) -> int:
    """Refused refunds whose pause is over were sent again under their own numbers."""
    due = list(Refund.objects.due_to_be_sent_again()[:limit])
    for row in due:
        _again(row)
    return len(due)


@transaction.atomic
def _again(refund: Refund) -> None:
    """It is sent again once for each pause; where nothing is left of its payment it waits for staff."""
    locked(refund.payment_id)
    due = Refund.objects.due_to_be_sent_again().order_by()
    if not due.filter(pk=refund.pk).update(retries=F("retries") + 1, retry_at=None):
        return
    try:
        with transaction.atomic():
            refunds.retry(refund)
    except OverRefund:
        log.warning("refund.not_sent_again", refund=refund.number)
