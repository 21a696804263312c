"""Invoices and credit notes: numbered without gaps, never changed once issued.

An invoice tells what was sold; what goes back gets a credit note of its own, so that an invoice less its
credit notes is never below zero. No row of the books names a person: who it is made out to stands
beside it, and goes when the law no longer wants it kept.
"""

from datetime import timedelta
from decimal import Decimal

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField, CurrencyField
from orders.orders.models import Order

#: How long papers of the books are kept with the buyer's name: ten years (Rules for the Implementation of
#: the Law on the Administration of Tax Collection, article 29).
KEPT_YEARS = 10
KEPT = timedelta(days=KEPT_YEARS * 366)


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


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def undrawn(self) -> "InvoiceQuerySet":
        """Those without a paper, while there is still somebody to make it out to."""
        named = models.Q(made_out__isnull=False) | models.Q(corrects__made_out__isnull=False)
        return self.filter(named, paper=None)

    def with_names(self) -> "InvoiceQuerySet":
        return self.select_related("order", "made_out", "corrects__made_out", "paper")


class Invoice(models.Model):
    """One issued document, with all it says but whom it is made out to."""

    class Kind(models.TextChoices):
        INVOICE = "invoice"
        CREDIT_NOTE = "credit_note"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.INVOICE)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=30, unique=True)
    #: What it is for, once: `order:5`, `return:12`.
    reference = models.CharField(max_length=120, unique=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    currency = CurrencyField()
    total = AmountField(help_text="Above zero, of a credit note too.")
    tax = AmountField(default=0, help_text="The tax inside the total.")
    #: As issued: `[{"title": …, "label": …, "quantity": 1, "amount": "1280.00"}, …]`; reductions and
    #: delivery have a title and an amount.
    lines = models.JSONField(default=list)
    #: Who issued it, as the house was called then: `{"name": …, "company": …, "address": …}`.
    seller = models.JSONField(default=dict)
    language = models.CharField(max_length=12, default="en")
    issued_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gt=0), name="invoice_positive"),
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="invoice_sequence_once"),
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(kind="invoice"), name="invoice_of_order_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="invoice", corrects=None)
                | models.Q(kind="credit_note", corrects__isnull=False),
                name="invoice_or_its_correction",
            ),
        ]
        permissions = [("export_invoices", "Can take the invoices of a year as a table")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_credit_note(self) -> bool:
        return self.kind == self.Kind.CREDIT_NOTE

    @property
    def buyer(self) -> "InvoiceBuyer | None":
        """Who it is made out to; a credit note, whoever the invoice was. Nobody once that has gone."""
        return getattr(self.corrects or self, "made_out", None)

    @property
    def signed_total(self) -> Decimal:
        """What it adds to the books: a credit note takes away."""
        return -self.total if self.is_credit_note else self.total


class InvoiceBuyer(models.Model):
    """Who an invoice is made out to: never changed, and deleted once the law no longer wants it."""

    class Kind(models.TextChoices):
        PERSON = "person"
        COMPANY = "company"

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="made_out")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PERSON)
    #: 抬头: the name it is made out to.
    title = models.CharField(max_length=120)
    #: 纳税人识别号 of a company.
    tax_id = models.CharField(max_length=20, blank=True, default="")
    address = models.CharField(max_length=250, blank=True, default="")

    def __str__(self) -> str:
        return self.title


class InvoicePaper(models.Model):
    """A document's file, as its issuer made it; drawn again when it was lost."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="paper")
    pdf = models.FileField(upload_to="invoices/", storage=cabinet, max_length=200)
    #: The code of the issuer, and the number it gave on its own (that of an electronic fapiao).
    issuer = models.CharField(max_length=30)
    their_number = models.CharField(max_length=60, blank=True, default="")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"paper of {self.invoice_id}"
