"""Planned prices: which, when, and what became of them; they are planned from the list of products."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from catalog.repricing import services as repricing
from catalog.repricing.models import PriceChange
from minishop.admin_base import ReadOnlyAdmin, Verb
from minishop.templatetags.shop import money

CHANGE = "catalog.change_pricechange"
State = PriceChange.State
LABELS = {"planned": "info", "live": "success", "ended": "default", "cancelled": "warning"}


@admin.register(PriceChange)
class PriceChangeAdmin(ReadOnlyAdmin):
    list_display = ("piece", "cost", "before", "starts_at", "ends_at", "standing", "title", "actor")
    list_filter = ("state", ("starts_at", admin.DateFieldListFilter))
    list_select_related = ("variant__product", "actor")
    search_fields = ("variant__sku", "variant__product__title", "title")
    ordering = ("-starts_at", "-id")
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": (("variant", "state"), ("cost", "before"), "title")}),
        (_("When"), {"fields": (("starts_at", "ends_at"), ("created_at", "actor"))}),
    )
    readonly_fields = ("cost", "before", "created_at")
    verbs = (
        Verb(
            "cancel",
            _("Cancel the plan"),
            lambda change, actor: repricing.cancel(change=change, actor=actor),
            CHANGE,
            applies=lambda change: change.state == State.PLANNED,
            done=_("Cancelled; the price stays as it is."),
            icon="event_busy",
            danger=True,
        ),
        Verb(
            "end-now",
            _("End now"),
            lambda change, actor: repricing.end_now(change=change, actor=actor),
            CHANGE,
            applies=lambda change: change.state == State.LIVE,
            done=_("Over; the price is what it was, unless someone changed it meanwhile."),
            icon="undo",
        ),
    )

    @display(description=_("piece"), ordering="variant__product__title")
    def piece(self, change: PriceChange) -> SafeString:
        words = '{}<br><span class="text-xs opacity-60">{} {}</span>'
        variant = change.variant
        return format_html(words, variant.product.t.title, variant.label, variant.sku)

    @display(description=_("price"), ordering="amount")
    def cost(self, change: PriceChange) -> str:
        return money(change.amount, change.currency)

    @display(description=_("before"))
    def before(self, change: PriceChange) -> str:
        return "—" if change.was_amount is None else money(change.was_amount, change.currency)

    @display(description=_("state"), ordering="state", label=LABELS)
    def standing(self, change: PriceChange) -> Any:
        return change.state, change.get_state_display()
