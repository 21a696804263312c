"""Staff read attempts and have a gateway asked; gateways are called by jobs only."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin import DateFieldListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from minishop.admin_base import ReadOnlyAdmin, Verb
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways import registry

STATES = {"captured": "success", "mismatched": "danger", "failed": "warning", "unknown": "info"}


class AttemptAdmin(ReadOnlyAdmin):
    """An attempt's page; refunds, which attempts know nothing of, register it with theirs added."""

    list_display = ("number", "reference", "gateway", "amount", "currency", "reads", "created_at")
    list_filter = ("state", "gateway", ("created_at", DateFieldListFilter))
    search_fields = ("number", "reference", "provider_id")
    search_help_text = _("A payment's number, what it is for (order:42), or the gateway's own number")
    ordering = ("-id",)
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": (("number", "reference"), ("gateway", "provider_id"), ("amount", "currency"))}),
        (
            _("What came"),
            {"fields": ("state", ("captured_amount", "captured_currency"), "captured_at", "failure")},
        ),
        (_("Times"), {"fields": (("created_at", "expires_at"), ("ask_at", "asked"))}),
    )
    verbs: ClassVar[Sequence[Verb]] = (
        Verb(
            name="ask",
            label=_("Ask the gateway"),
            call=lambda payment, actor: attempts.ask_soon(payment=payment, actor=actor),
            permission="payments.view_payment",
            done=_("The gateway is being asked."),
            applies=lambda payment: payment.gateway in registry.enabled(),
            icon="sync",
        ),
    )

    @display(description=_("state"), ordering="state", label=STATES)
    def reads(self, payment: Payment) -> Any:
        return payment.state, payment.get_state_display()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("action")
