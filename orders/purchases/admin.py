"""Purchases at the counter: read, and taken back by who may."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from minishop.admin_base import Verb
from minishop.templatetags.shop import money
from orders.purchases import services as purchases
from orders.purchases.models import Purchase
from orders.stores.admin import OwnStores

UNDO = Verb(
    "undo",
    _("Take all of it back"),
    call=lambda row, actor: purchases.undo(purchase=row, actor=actor),
    permission=purchases.UNDO,
    applies=lambda row: row.undone_at is None,
    confirm=_("What it earned is taken back; points and coupon return to the member."),
    done=_("Nothing of it counts any more."),
    bulk=False,
    danger=True,
    icon="undo",
)


@admin.register(Purchase)
class PurchaseAdmin(OwnStores):
    verbs = (UNDO,)
    list_display = ("at", "store", "member", "receipt", "sum", "earned", "points", "undone_at")
    list_filter = ("store", ("undone_at", admin.EmptyFieldListFilter), ("at", admin.DateFieldListFilter))
    list_select_related = ("store", "member")
    search_fields = ("receipt", "member__email", "member__phone", "member__name")
    ordering = ("-id",)
    show_full_result_count = False
    exclude = ("nonce",)

    @display(description=_("amount"), ordering="amount")
    def sum(self, row: Purchase) -> Any:
        return money(row.amount, row.currency)
