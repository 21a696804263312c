"""Staff send money back, read refunds, send a failed one again, and ask about one that is not done."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from minishop.admin_base import ReadOnlyAdmin, Verb
from payments.attempts.admin import AttemptAdmin
from payments.attempts.models import Payment
from payments.refunds import services as refunds
from payments.refunds.forms import RefundForm
from payments.refunds.models import OverRefund, Refund, RefundReused, TooFine
from payments.refunds.owners import is_owned

STATES = {"done": "success", "failed": "danger", "accepted": "info", "requested": "info"}


def refund(payment: Payment, actor: Any, *, amount: Decimal, reason: str, key: str) -> None:
    refunds.refund(payment=payment, amount=amount, reference=f"staff:{key}", reason=reason, actor=actor)


def _may_refund(payment: Payment) -> bool:
    """What is paid for has no rules of its own, and something is left."""
    return payment.is_received and not is_owned(payment.reference) and refunds.left(payment) > 0


def explain(problem: Exception) -> str:
    if isinstance(problem, OverRefund):
        return _("Only %(left)s is left to send back.") % {"left": problem.available}
    if isinstance(problem, TooFine):
        return _("%(currency)s has no such small coin.") % {"currency": problem.currency}
    return _("This refund was already asked for over another amount.")


@admin.register(Payment)
class PaymentAdmin(AttemptAdmin):
    refusals = (OverRefund, RefundReused, TooFine)
    verbs: ClassVar[Sequence[Verb]] = (
        *AttemptAdmin.verbs,
        Verb(
            name="refund",
            label=gettext_lazy("Send money back"),
            call=refund,
            permission="payments.add_refund",
            form=RefundForm,
            done=gettext_lazy("The money is reserved and goes back within minutes."),
            applies=_may_refund,
            icon="undo",
        ),
    )

    def explain(self, problem: Exception) -> str:
        return explain(problem) if isinstance(problem, self.refusals) else super().explain(problem)


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("number", "payment", "amount", "reason", "reads", "created_at", "done_at")
    list_filter = (
        "state",
        ("retry_at", admin.EmptyFieldListFilter),
        ("created_at", admin.DateFieldListFilter),
    )
    list_select_related = ("payment",)
    search_fields = ("number", "payment__number", "payment__reference")
    ordering = ("-id",)
    show_full_result_count = False
    refusals = (OverRefund,)
    verbs = (
        Verb(
            name="retry",
            label=gettext_lazy("Send again"),
            call=lambda row, actor: refunds.retry(row, actor=actor),
            permission="payments.change_refund",
            done=gettext_lazy("It is sent again under the same number."),
            applies=lambda row: row.state == Refund.State.FAILED,
            icon="replay",
        ),
    )

    @display(description=gettext_lazy("state"), ordering="state", label=STATES)
    def reads(self, row: Refund) -> Any:
        return row.state, row.get_state_display()

    def explain(self, problem: Exception) -> str:
        return explain(problem) if isinstance(problem, OverRefund) else super().explain(problem)
