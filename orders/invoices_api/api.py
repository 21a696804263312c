"""Receipts and invoices as JSON and PDF, for the owner of an order."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import renderers
from rest_framework.request import Request
from rest_framework.response import Response

from minishop.api import answering, problems
from minishop.api.problems import INVALID, Kind, Problem
from minishop.api.scopes import Needs
from minishop.api.views import View
from orders.history.shapes import ORDER_KEY
from orders.invoices import papers, receipts
from orders.invoices import services as invoices
from orders.invoices.forms import BuyerForm
from orders.invoices.issuers import NotIssued
from orders.invoices.models import Invoice, cabinet
from orders.invoices.values import NotInvoiceable
from orders.invoices_api.shapes import InvoiceSerializer, NewInvoiceSerializer
from orders.orders import access

NOT_INVOICEABLE = problems.kind(
    "not-invoiceable",
    409,
    _("There is no invoice for this order"),
    _("`why` says what keeps it: unpaid, or nothing (is left of it)."),
)
NOT_MADE_YET = problems.kind(
    "not-made-yet", 503, _("The file is on its way from our provider"), _("Ask again in a few minutes.")
)
problems.add(NotInvoiceable, NOT_INVOICEABLE, facts=lambda error: {"why": error.why})
problems.add(NotIssued, NOT_MADE_YET)
PDF = {(200, "application/pdf"): OpenApiTypes.BINARY}


class PdfRenderer(renderers.BaseRenderer):
    """A document as it is; a problem as JSON."""

    media_type, format, charset, render_style = "application/pdf", "pdf", None, "binary"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return data if isinstance(data, bytes) else renderers.JSONRenderer().render(data)


class OfOrderView(View):
    """Papers of one order, for whoever may see it."""

    permission_classes = (Needs("orders:read", "orders:write", guests=True),)
    serializer_class = InvoiceSerializer

    def guest_key(self) -> str:
        """What tells one guest from another."""
        return access.held(self.request)


class InvoiceView(OfOrderView):
    """The invoice of an order."""

    operation = "OrderInvoice"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NOT_INVOICEABLE,)}

    @extend_schema(summary="Read an order’s invoice", tags=["orders"], parameters=ORDER_KEY)
    def get(self, request: Request, number: str) -> Response:
        """The invoice and the credit notes of what went back after it; 404 while none was asked for."""
        order = access.asked_order(request, number)
        kept = Invoice.objects.with_names()
        row = get_object_or_404(kept, order=order, kind=Invoice.Kind.INVOICE)
        return self.tell(InvoiceSerializer, row)

    @extend_schema(
        summary="Ask for an invoice",
        tags=["orders"],
        parameters=ORDER_KEY,
        request=NewInvoiceSerializer,
        responses={201: InvoiceSerializer},
    )
    def post(self, request: Request, number: str) -> Response:
        """Issued at once and once: asked again, whatever is sent, it is the same one."""
        order = access.asked_order(request, number)
        form = BuyerForm({"kind": "person"} | self.read(NewInvoiceSerializer))
        if not form.is_valid():
            flaws = answering.of_form(form, {name: name for name in form.fields})
            raise Problem(INVALID, errors=flaws)
        actor = request.user if request.user.is_authenticated else None
        return self.tell(InvoiceSerializer, invoices.issue(order=order, buyer=form.buyer(), actor=actor), 201)


class DocumentView(OfOrderView):
    """The file of an invoice or a credit note."""

    operation = "OrderDocument"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"GET": (NOT_MADE_YET,)}
    http_method_names = ["get", "head", "options"]
    renderer_classes = (PdfRenderer,)

    @extend_schema(summary="Fetch an invoice’s PDF", tags=["orders"], parameters=ORDER_KEY, responses=PDF)
    def get(self, request: Request, number: str, document: str) -> Response:
        """The document’s file, made now where it is missing."""
        order = access.asked_order(request, number)
        row = get_object_or_404(Invoice.objects.with_names(), order=order, number=document)
        if row.buyer is None:
            raise Http404
        with cabinet().open(str(papers.paper(invoice=row).pdf.name)) as file:
            return Response(file.read())


class ReceiptView(OfOrderView):
    """The receipt of a paid order."""

    operation = "OrderReceipt"
    http_method_names = ["get", "head", "options"]
    renderer_classes = (PdfRenderer,)

    @extend_schema(summary="Fetch a receipt", tags=["orders"], parameters=ORDER_KEY, responses=PDF)
    def get(self, request: Request, number: str) -> Response:
        """What was bought, how it was paid, what went back, as things stand; 404 while it is unpaid."""
        order = access.asked_order(request, number)
        if not receipts.has_receipt(order):
            raise Http404
        return Response(receipts.pdf(order))


urlpatterns = [
    path("orders/<slug:number>/receipt/", ReceiptView.as_view(), name="api-order-receipt"),
    path("orders/<slug:number>/invoice/", InvoiceView.as_view(), name="api-order-invoice"),
    path("orders/<slug:number>/invoice/<slug:document>/", DocumentView.as_view(), name="api-order-document"),
]
