"""Staff read what was written to whom, and send again what failed."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from minishop import notify
from minishop.admin_base import ReadOnlyAdmin, Verb
from minishop.notify.models import Message


def send_again(message: Message, actor: Any) -> None:
    notify.retry(message)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "channel", "address", "subject", "state")
    list_filter = ("state", "kind", "channel")
    search_fields = ("address", "reference", "subject")
    search_help_text = _("An address, a subject, or what it is about, such as order:42")
    ordering = ("-id",)
    show_full_result_count = False
    verbs = (
        Verb(
            name="send-again",
            label=_("Send again"),
            call=send_again,
            permission="minishop.change_message",
            done=_("It is sent again within seconds."),
            applies=lambda message: message.state == Message.State.FAILED,
            icon="send",
        ),
    )
