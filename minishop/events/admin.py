"""Staff read what happened, and set dead deliveries going again."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from minishop import events
from minishop.admin_base import ReadOnlyAdmin, Verb
from minishop.events.models import Delivery, Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "name", "subject", "actor", "data")
    list_filter = ("name", ("at", admin.DateFieldListFilter))
    list_select_related = ("actor",)
    search_fields = ("subject", "name")
    search_help_text = _("What it is about, such as order:42, or a name")
    ordering = ("-id",)
    show_full_result_count = False


def try_again(delivery: Delivery, actor: Any) -> None:
    events.retry(Delivery.objects.filter(pk=delivery.pk))


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("event", "handler", "state", "attempts", "run_at", "error")
    list_filter = ("state", "handler")
    list_select_related = ("event",)
    search_fields = ("event__subject", "handler")
    ordering = ("-id",)
    show_full_result_count = False
    verbs = (
        Verb(
            name="try-again",
            label=_("Try again"),
            call=try_again,
            permission="minishop.change_delivery",
            done=_("It is tried again within seconds."),
            applies=lambda delivery: delivery.state == Delivery.State.DEAD,
            icon="refresh",
        ),
    )
