"""The papers of an order, for the one who placed it: receipt, invoice, credit notes."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from minishop.context.toasts import say
from orders.invoices import papers, receipts
from orders.invoices import services as invoices
from orders.invoices.forms import BuyerForm
from orders.invoices.issuers import NotIssued
from orders.invoices.models import Invoice, cabinet
from orders.invoices.values import NotInvoiceable
from orders.orders import access
from orders.orders.models import Order

PDF = "application/pdf"


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt as things stand now."""
    order = access.visible_order(request, number)
    if not receipts.has_receipt(order):
        raise Http404
    return HttpResponse(receipts.pdf(order), content_type=PDF, headers=_named(order.number))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """The order's invoice and its credit notes, or the form that asks for it."""
    order = access.visible_order(request, number)
    issued = list(Invoice.objects.filter(order=order).order_by("pk"))
    if not issued and (why := invoices.why_not(order)):
        return _refused(request, order, why)
    form = BuyerForm(request.POST or None, initial={"title": order.contact_name})
    if request.method == "POST" and not issued and form.is_valid():
        return _issue(request, order, form)
    return render(request, "orders/invoices/invoice.html", {"order": order, "issued": issued, "form": form})


def _issue(request: HttpRequest, order: Order, form: BuyerForm) -> HttpResponse:
    actor = request.user if request.user.is_authenticated else None
    try:
        invoices.issue(order=order, buyer=form.buyer(), actor=actor)
    except NotInvoiceable as refusal:
        return _refused(request, order, refusal.why)
    say(request, _("Your invoice is issued."))
    return redirect("order-invoice", number=order.number)


def _refused(request: HttpRequest, order: Order, why: str) -> HttpResponse:
    """Before it is paid there is no such page; afterwards the order says that nothing is left."""
    if why == "unpaid":
        raise Http404
    say(request, _("There is nothing left of this order to invoice."))
    return redirect("order", number=order.number)


@never_cache
@require_safe
def document(request: HttpRequest, number: str, document: str) -> HttpResponseBase:
    """The file of an invoice or a credit note, made now where it is missing."""
    order = access.visible_order(request, number)
    row = get_object_or_404(Invoice.objects.with_names(), order=order, number=document)
    return file(request, row)


def file(request: HttpRequest, row: Invoice) -> HttpResponseBase:
    """The document's file; once nobody is named in it any more there is none."""
    if row.buyer is None:
        raise Http404
    try:
        paper = papers.paper(invoice=row)
    except NotIssued:
        say(request, _("The invoice is on its way from our provider. Please come back in a few minutes."))
        return redirect("order-invoice", number=row.order.number)
    opened = cabinet().open(str(paper.pdf.name))
    return FileResponse(opened, content_type=PDF, headers=_named(row.number))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{name}.pdf"'}
