"""Staff read the ledger; only `ledger.post` writes it."""

from django.contrib import admin
from unfold.admin import TabularInline

from minishop.admin_base import ReadOnlyAdmin
from minishop.ledger.models import Account, Entry, Posting


class EntryInline(TabularInline):
    model = Entry
    fields = readonly_fields = ("account", "amount", "balance_after")
    extra = 0
    can_delete = False


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    list_display = ("kind", "owner", "unit", "balance", "floor")
    list_filter = ("kind", "unit")
    search_fields = ("owner",)
    show_full_result_count = False


@admin.register(Posting)
class PostingAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "reference")
    list_filter = ("kind",)
    search_fields = ("reference",)
    ordering = ("-id",)
    inlines = (EntryInline,)
    show_full_result_count = False
