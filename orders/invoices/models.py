"""Invoices and credit notes: numbered without gaps, never changed once issued.

An invoice tells what was sold; what goes back after it was issued gets a credit note of its own.
"""

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField, CurrencyField
from orders.orders.models import Order


def cabinet() -> Storage:
    """Where documents lie: not among the pictures everyone may fetch."""
    return storages["private"]


class InvoiceSeries(models.Model):
    """The last number given in a year, locked while the next is given."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "invoice series"
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="invoice_series_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Invoice(models.Model):
    """One issued document, with all it says."""

    class Kind(models.TextChoices):
        INVOICE = "invoice"
        CREDIT_NOTE = "credit_note"

    class Buyer(models.TextChoices):
        PERSON = "person"
        COMPANY = "company"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.INVOICE)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=30, unique=True)
    #: What it is for, once: `order:5`, `return:12`.
    reference = models.CharField(max_length=80, unique=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    buyer = models.CharField(max_length=8, choices=Buyer, default=Buyer.PERSON)
    #: 抬头: the name it is made out to.
    title = models.CharField(max_length=120)
    #: 纳税人识别号 of a company.
    tax_id = models.CharField(max_length=30, blank=True, default="")
    address = models.CharField(max_length=250, blank=True, default="")
    currency = CurrencyField()
    total = AmountField()
    tax = AmountField(default=0, help_text="The tax inside the total.")
    #: The lines as issued: `[{"title": …, "label": …, "quantity": 1, "amount": "1280.00"}, …]`.
    lines = models.JSONField(default=list)
    language = models.CharField(max_length=12, default="en")
    pdf = models.FileField(upload_to="invoices/", storage=cabinet, blank=True, default="", max_length=200)
    issued_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="invoice_sequence_once"),
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(kind="invoice"), name="invoice_of_order_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number
