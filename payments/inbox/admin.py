"""Staff read what gateways told us, and have what was given up tried again."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from minishop.admin_base import ReadOnlyAdmin, Verb
from payments.inbox import services as inbox
from payments.inbox.models import Notification

STATES = {"applied": "success", "received": "info", "dead": "danger"}


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ("received_at", "gateway", "event_id", "reads", "tries", "applied_at", "error")
    list_filter = ("state", "gateway", ("received_at", admin.DateFieldListFilter))
    search_fields = ("event_id", "error")
    ordering = ("-id",)
    show_full_result_count = False
    verbs = (
        Verb(
            name="reapply",
            label=_("Apply again"),
            call=lambda row, actor: inbox.reapply(row, actor=actor),
            permission="payments.change_refund",
            done=_("It is applied within seconds."),
            applies=lambda row: row.state != Notification.State.APPLIED,
            icon="replay",
        ),
    )

    @display(description=_("state"), ordering="state", label=STATES)
    def reads(self, row: Notification) -> Any:
        return row.state, row.get_state_display()
