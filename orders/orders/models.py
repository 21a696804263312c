"""Orders: what was agreed, what is owed, and who asked.

total = lines − discounts + shipping ≥ 0, prices including tax; every adjustment is allocated to
lines to the last minor unit. What the shopper reads is derived from `state`, `payment_state` and
the fulfilments.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant
from minishop.money import AmountField, CurrencyField, Money
from payments.attempts.models import Payment
from payments.refunds.models import Refund

#: Payment states of orders that run out.
UNPAID = ("due", "due_in_store")


class OrderQuerySet(models.QuerySet["Order"]):
    def of(self, user: "settings.AUTH_USER_MODEL") -> "OrderQuerySet":  # type: ignore[name-defined]
        return self.filter(user=user)

    def due_to_expire(self) -> "OrderQuerySet":
        """Unpaid orders whose time has run out by the database's clock."""
        return self.filter(state="open", payment_state__in=UNPAID, expires_at__lte=Now())

    def put_aside_for(self, order: "Order") -> "OrderQuerySet":
        """The other orders that wait to be paid in a store by the same member, phone or e-mail."""
        same = models.Q()
        for name in ("user_id", "contact_phone", "contact_email"):
            if getattr(order, name):
                same |= models.Q((name, getattr(order, name)))
        waiting = self.filter(state="open", payment_state="due_in_store").exclude(pk=order.pk)
        return waiting.filter(same) if same else waiting.none()

    def arrived(self, for_days: int) -> "OrderQuerySet":
        """Open paid orders whose last pieces arrived that many days ago."""
        waiting = ["waiting", "open", "ready", "shipped"]
        over = self.filter(state="open", payment_state="paid").exclude(fulfilments__state__in=waiting)
        return over.exclude(fulfilments__done_at__gt=Now() - timedelta(days=for_days))


class Order(models.Model):
    """One checkout's agreement."""

    class State(models.TextChoices):
        OPEN = "open"
        COMPLETED = "completed"
        CANCELLED = "cancelled"
        EXPIRED = "expired"

    class PaymentState(models.TextChoices):
        DUE = "due"
        DUE_IN_STORE = "due_in_store"
        PAID = "paid"
        REFUNDED = "refunded"

    MOVES = {
        "state": {
            State.OPEN: {State.COMPLETED, State.CANCELLED, State.EXPIRED},
            # Late money reinstates an expired order where stock is still free.
            State.EXPIRED: {State.OPEN},
        },
        "payment_state": {
            PaymentState.DUE: {PaymentState.DUE_IN_STORE, PaymentState.PAID},
            PaymentState.DUE_IN_STORE: {PaymentState.PAID},
            PaymentState.PAID: {PaymentState.REFUNDED},
        },
    }

    #: Short and unguessable: prefix and 8 of 32 characters (40 bits).
    number = models.CharField(max_length=20, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    checkout_key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    payment_state = models.CharField(max_length=12, choices=PaymentState, default=PaymentState.DUE)
    currency = CurrencyField()
    goods_total = AmountField(help_text="Sum of the lines before adjustments.")
    discount_total = AmountField(default=0, help_text="Sum of the reductions, as a positive amount.")
    shipping_total = AmountField(default=0)
    tax_included = AmountField(default=0, help_text="The tax inside the total.")
    total = AmountField()
    language = models.CharField(max_length=12, default="en")
    contact_name = models.CharField(max_length=120, blank=True, default="")
    contact_phone = models.CharField(max_length=30, blank=True, default="")
    contact_email = models.EmailField(blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    placed_at = models.DateTimeField(db_default=Now(), editable=False)
    #: Until when an unpaid order holds its pieces; empty once it does not run out.
    expires_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: Why it was cancelled, in staff's own words.
    closing_note = models.CharField(max_length=200, blank=True, default="")

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gte=0), name="order_total_not_negative"),
            models.CheckConstraint(
                condition=models.Q(
                    total=models.F("goods_total") - models.F("discount_total") + models.F("shipping_total")
                ),
                name="order_total_adds_up",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-placed_at"], name="order_of_member"),
            models.Index(
                fields=["expires_at"],
                name="order_due",
                condition=models.Q(state="open", payment_state__in=UNPAID),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_paid(self) -> bool:
        return self.payment_state == self.PaymentState.PAID

    @property
    def is_given_back(self) -> bool:
        """Whether all that was paid for it has gone back or is about to, though nobody cancelled it."""
        if not self.is_paid or not self.total:
            return False
        return Refund.objects.filter(payment__tender__order=self.pk).reserved() >= self.total

    @property
    def reference(self) -> str:
        """How payments, stock and events name it."""
        return f"order:{self.pk}"


class OrderLine(models.Model):
    """Pieces of one variant in one fulfilment, with the words and price agreed."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    fulfilment = models.ForeignKey("orders.Fulfilment", on_delete=models.PROTECT, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    #: The title and choice as agreed, in the order's language.
    title = models.CharField(max_length=200)
    label = models.CharField(max_length=250, blank=True, default="")
    sku = models.CharField(max_length=60)
    choices = models.JSONField(default=dict, blank=True)
    quantity = models.PositiveIntegerField()
    unit_price = AmountField()
    #: quantity × unit_price.
    amount = AmountField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="order_line_positive"),
            models.CheckConstraint(
                condition=models.Q(amount=models.F("quantity") * models.F("unit_price")),
                name="order_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"


class Adjustment(models.Model):
    """A named change of the price: a reduction (negative) or delivery (positive)."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="adjustments")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=160)
    amount = AmountField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.label} {self.amount}"


class Allocation(models.Model):
    """One line's share of an adjustment; the shares sum to it."""

    adjustment = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="allocations")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="allocations")
    amount = AmountField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adjustment", "line"], name="allocation_once")]

    def __str__(self) -> str:
        return str(self.amount)


class Tender(models.Model):
    """One means of payment on an order; a paid order's committed tenders sum to its total."""

    class State(models.TextChoices):
        COMMITTED = "committed"
        REFUNDED = "refunded"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tenders")
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="tender"
    )
    amount = AmountField()
    state = models.CharField(max_length=10, choices=State, default=State.COMMITTED)

    def __str__(self) -> str:
        return f"{self.amount} by {self.payment_id}"
