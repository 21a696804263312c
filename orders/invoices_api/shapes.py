"""Invoices as programs read them, for whoever may see the order."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop import links
from minishop.api.fields import Choice, Moment, Money, Text
from orders.invoices.models import Invoice, InvoiceBuyer


class BuyerSerializer(serializers.ModelSerializer[InvoiceBuyer]):
    """Who it is made out to."""

    class Meta:
        model = InvoiceBuyer
        fields = ("kind", "title", "tax_id", "address")


class DocumentSerializer(serializers.ModelSerializer[Invoice]):
    """An invoice, or the credit note of what went back after it; its total is above zero either way."""

    total = Money()
    tax = Money(help_text="The tax inside the total.")
    issued_at = Moment()
    pdf = serializers.SerializerMethodField(help_text="Its file; ask for it as you ask for this.")

    class Meta:
        model = Invoice
        fields: tuple[str, ...] = ("number", "kind", "currency", "total", "tax", "issued_at", "pdf")

    def get_pdf(self, row: Invoice) -> str:
        return links.absolute(reverse("api-order-document", args=[row.order.number, row.number]))


class InvoiceSerializer(DocumentSerializer):
    """The order's invoice with its credit notes."""

    buyer = serializers.SerializerMethodField(help_text="Gone once the law no longer wants it kept.")
    credit_notes = serializers.SerializerMethodField()

    class Meta(DocumentSerializer.Meta):
        fields = (*DocumentSerializer.Meta.fields, "buyer", "credit_notes")

    @extend_schema_field(BuyerSerializer(allow_null=True))
    def get_buyer(self, row: Invoice) -> Any:
        return BuyerSerializer(row.buyer).data if row.buyer else None

    @extend_schema_field(DocumentSerializer(many=True))
    def get_credit_notes(self, row: Invoice) -> Any:
        notes = row.corrections.select_related("order").order_by("pk")
        return DocumentSerializer(notes, many=True).data


class NewInvoiceSerializer(serializers.Serializer):
    """Who it is to be made out to."""

    kind = Choice(choices=InvoiceBuyer.Kind.choices, required=False)
    title = Text(max_length=120)
    tax_id = Text(
        max_length=40, required=False, allow_blank=True, help_text="Of a company: it is checked, and needed."
    )
    address = Text(max_length=250, required=False, allow_blank=True)
