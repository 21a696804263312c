"""Invoices and credit notes as staff see them: found, read, made again, taken as a table."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from minishop.admin_base import ReadOnlyAdmin, Verb
from orders.invoices import figures, papers, views
from orders.invoices.issuers import NotIssued
from orders.invoices.models import Invoice
from orders.invoices_desk import exporting

KINDS = {"invoice": "info", "credit_note": "warning"}


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    """The books stay as they are: only a file is ever made again."""

    list_display = ("number", "shown_kind", "issued_at", "order", "buyer", "sum")
    list_filter = ("kind", "year", ("issued_at", admin.DateFieldListFilter))
    search_fields = ("number", "order__number", "made_out__title", "made_out__tax_id")
    search_help_text = gettext_lazy("A number, an order, a name or a tax number")
    list_select_related = ("order", "made_out", "corrects__made_out")
    list_before_template = "admin/invoices/_years.html"
    refusals = (NotIssued,)
    fieldsets = (
        (None, {"fields": (("number", "kind"), ("order", "corrects"), ("issued_at", "language"), "file")}),
        (gettext_lazy("Buyer"), {"fields": (("buyer", "tax_number"), "address")}),
        (gettext_lazy("Money"), {"fields": ("pieces", ("sum", "tax_inside"))}),
    )
    readonly_fields = ("file", "buyer", "tax_number", "address", "pieces", "sum", "tax_inside")
    verbs = (
        Verb(
            "redraw",
            gettext_lazy("Make the file again"),
            lambda invoice, actor: papers.redraw(invoice=invoice),
            "orders.view_invoice",
            applies=lambda invoice: invoice.buyer is not None,
            done=gettext_lazy("Made again from what was written down when it was issued."),
            icon="refresh",
            bulk=False,
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        own = [
            path("<int:pk>/file.pdf", guard(self.file_view), name="orders_invoice_file"),
            path("year/<int:year>.csv", guard(self.year_view), name="orders_invoice_year"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may = request.user.has_perm("orders.export_invoices")
        years = Invoice.objects.order_by("-year").values_list("year", flat=True).distinct() if may else []
        return super().changelist_view(request, {**(extra_context or {}), "years": list(years)})

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The document's file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = Invoice.objects.with_names().filter(pk=pk).first()
        if row is None:
            raise Http404
        return views.file(request, row)

    def year_view(self, request: HttpRequest, year: int) -> StreamingHttpResponse:
        """The year's documents as a table."""
        if not request.user.has_perm("orders.export_invoices"):
            raise PermissionDenied
        name = f'attachment; filename="invoices-{year}.csv"'
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return StreamingHttpResponse(exporting.year(year), content_type="text/csv", headers=headers)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invoice]:
        return super().get_queryset(request).select_related("order", "made_out", "corrects__made_out")

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, NotIssued):
            return _("The provider can’t make it now. It is asked again within minutes.")
        return super().explain(problem)

    @display(description=gettext_lazy("kind"), ordering="kind", label=KINDS)
    def shown_kind(self, row: Invoice) -> tuple[str, str]:
        return row.kind, _("Credit note") if row.is_credit_note else _("Invoice")

    @display(description=gettext_lazy("made out to"))
    def buyer(self, row: Invoice) -> str:
        return row.buyer.title if row.buyer else _("Not kept any more")

    @display(description=gettext_lazy("Tax number"))
    def tax_number(self, row: Invoice) -> str:
        return (row.buyer.tax_id if row.buyer else "") or "—"

    @display(description=gettext_lazy("Address"))
    def address(self, row: Invoice) -> str:
        return (row.buyer.address if row.buyer else "") or "—"

    @display(description=gettext_lazy("total"), ordering="total")
    def sum(self, row: Invoice) -> str:
        return figures.amount(row.signed_total, row.currency)

    @display(description=gettext_lazy("Tax included"))
    def tax_inside(self, row: Invoice) -> str:
        return figures.amount(row.tax, row.currency)

    @display(description=gettext_lazy("Pieces"))
    def pieces(self, row: Invoice) -> SafeString:
        told = [
            (line.get("quantity") or "", line["title"], figures.amount(line["amount"], row.currency))
            for line in row.lines
        ]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {} · {}</li>", told))

    @display(description=gettext_lazy("File"))
    def file(self, row: Invoice) -> SafeString | str:
        if row.buyer is None:
            return _("Not kept any more")
        href = reverse("admin:orders_invoice_file", args=[row.pk])
        return format_html('<a href="{}" class="underline">{}.pdf</a>', href, row.number)
