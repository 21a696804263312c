"""Returns as staff see them: what waits for whom, and the verbs that move it on."""

from typing import Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import display

from minishop.admin_base import ReadOnlyInline, plain
from minishop.templatetags.shop import money
from orders.returns.models import (
    NeedsWords,
    Return,
    ReturnLine,
    SamePerson,
    WrongAmount,
    WrongPieces,
    vault,
)
from orders.returns_desk import explaining
from orders.returns_desk.verbs import VERBS
from orders.returns_desk.waiting import WaitsFor, waits_for
from orders.returns_words import words
from orders.returns_words.steps import steps
from orders.stock.models import OutOfStock
from orders.stores.admin import OwnStores
from orders.tenders.models import NothingLeft

State = Return.State
STATES = {
    "asked": "warning", "second": "warning", "awaited": "info", "sent": "info", "received": "warning",
    "refunding": "info", "replacing": "info", "done": "success", "refused": "danger",
}  # fmt: skip

SHOT = '<a href="{}" target="_blank"><img src="{}" width="160" height="160" alt="" class="rounded"></a>'


class LineInline(ReadOnlyInline):
    model = ReturnLine
    fields = ("line", "quantity", "amount", "delivery_amount", "instead", "received", "fate")
    readonly_fields = fields
    readonly_preprocess_fields = dict.fromkeys(("amount", "delivery_amount"), plain)


@admin.register(Return)
class ReturnAdmin(OwnStores):
    list_display = ("number", "who", "asks", "sum", "reads", "waits", "age", "store")
    list_filter = (WaitsFor, "state", "kind", "reason", "store", ("asked_at", admin.DateFieldListFilter))
    list_select_related = ("order", "store", "agreed_by")
    search_fields = ("number", "order__contact_phone", "order__contact_name", "tracking_number")
    search_help_text = gettext_lazy("A return’s number, a phone, a name or a tracking number")
    ordering = ("-id",)
    inlines = (LineInline,)
    refusals = (NeedsWords, WrongAmount, SamePerson, WrongPieces, OutOfStock, NothingLeft)
    fieldsets = (
        (None, {"fields": (("number", "order_link"), ("state", "waits"), ("asks", "why"), "note")}),
        (gettext_lazy("Photographs"), {"fields": ("shots",)}),
        (gettext_lazy("Money"), {"fields": (("amount", "delivery_amount"), ("agreed_amount", "answer"))}),
        (gettext_lazy("Way back"), {"fields": (("back", "store"), ("carrier", "tracking_number"))}),
        (
            gettext_lazy("Who decided"),
            {"fields": (("agreed_by", "seconded_by"), ("received_by", "is_automatic"))},
        ),
        (gettext_lazy("What happened"), {"fields": ("happened",)}),
    )
    readonly_fields = ("order_link", "waits", "asks", "why", "shots", "happened")
    readonly_preprocess_fields = dict.fromkeys(("amount", "delivery_amount", "agreed_amount"), plain)
    verbs = VERBS

    @display(description=gettext_lazy("name"), ordering="order__contact_name")
    def who(self, row: Return) -> str:
        return row.order.contact_name or _("erased")

    @display(description=gettext_lazy("asks for"), ordering="kind")
    def asks(self, row: Return) -> str:
        return words.kind(row.kind)

    @display(description=gettext_lazy("why"))
    def why(self, row: Return) -> str:
        return words.reason(row.reason)

    @display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, row: Return) -> str:
        return money(row.amount if row.agreed_amount is None else row.agreed_amount, row.currency)

    @display(description=gettext_lazy("state"), ordering="state", label=STATES)
    def reads(self, row: Return) -> Any:
        return row.state, row.get_state_display()

    @display(description=gettext_lazy("waits for"))
    def waits(self, row: Return) -> str:
        return waits_for(row)

    @display(description=gettext_lazy("age"), ordering="asked_at")
    def age(self, row: Return) -> str:
        if row.state in (*Return.FALLEN, State.DONE):
            return "–"
        days = (timezone.now() - row.asked_at).days
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else _("today")

    @display(description=gettext_lazy("order"))
    def order_link(self, row: Return) -> SafeString:
        address = reverse("admin:orders_order_change", args=[row.order_id])
        return format_html(
            '<a class="text-primary-600 underline" href="{}">{}</a>', address, row.order.number
        )

    @display(description=gettext_lazy("photographs"))
    def shots(self, row: Return) -> SafeString | str:
        found = [
            (reverse("admin:orders_return_photo", args=[row.pk, one.pk]),) * 2 for one in row.photos.all()
        ]
        return format_html(
            '<div class="flex flex-wrap gap-3">{}</div>', format_html_join("", SHOT, found) or "–"
        )

    @display(description=gettext_lazy("what happened"))
    def happened(self, row: Return) -> SafeString:
        """The same timeline as the shopper reads."""
        told = [(step["title"], step["words"]) for step in steps(row)]
        return format_html("<ol>{}</ol>", format_html_join("", "<li><b>{}</b> · {}</li>", told))

    def explain(self, problem: Exception) -> str:
        return explaining.words(problem) or super().explain(problem)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.photo)
        return [path("<int:pk>/photos/<int:photo>/", view, name="orders_return_photo"), *super().get_urls()]

    def photo(self, request: HttpRequest, pk: int, photo: int) -> FileResponse:
        """A photograph of a return this person may see."""
        row = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        name = str(get_object_or_404(row.photos, pk=photo).picture.name)
        try:
            return FileResponse(vault().open(name), content_type="image/jpeg")
        except FileNotFoundError as missing:
            raise Http404 from missing
