"""Staff read what was written to whom, and send again what failed."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from minishop import notify
from minishop.admin_base import ReadOnlyAdmin, Verb
from minishop.notify.kinds import kinds
from minishop.notify.models import Message

#: What tells a secret while it still opens something.
TELLING = {"subject", "body"}


def is_hidden(message: Message | None) -> bool:
    """Whether staff may not read the text: a sign-in code lets in whoever reads it."""
    secret = message is not None and message.kind in kinds and kinds[message.kind].is_secret
    return secret and not settings.DEMO


def send_again(message: Message, actor: Any) -> None:
    notify.retry(message)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "channel", "address", "about", "state")
    list_filter = ("state", "kind", "channel")
    search_fields = ("address", "reference")
    search_help_text = _("An address, or what it is about, such as order:42")
    ordering = ("-id",)
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: Message | None = None) -> Any:
        fields = super().get_fields(request, obj)
        return [name for name in fields if name not in TELLING] if is_hidden(obj) else fields

    @admin.display(description=_("subject"))
    def about(self, message: Message) -> str:
        return "" if is_hidden(message) else message.subject

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
