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

#: States of fulfilments that have still something to do.
STANDING = ("waiting", "open", "picking", "packed", "ready", "shipped", "no_show")
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
        over = self.filter(state="open", payment_state="paid").exclude(fulfilments__state__in=STANDING)
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
            # Late money reinstates an order where stock is still free.
            State.EXPIRED: {State.OPEN},
            State.CANCELLED: {State.OPEN},
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
    #: A gift: nothing that travels with it tells a price.
    is_gift = models.BooleanField(default=False)
    #: What the giver writes on the card.
    gift_note = models.CharField(max_length=200, blank=True, default="")
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
    def reference(self) -> str:
        """How payments, stock and events name it."""
        return f"order:{self.pk}"


class OrderLine(models.Model):
    """Pieces of one variant in one fulfilment, with the words and price agreed.

    What became of the pieces is counted here, under the order's lock:
    sent + withdrawn ≤ quantity, returned ≤ sent, claimed ≤ quantity.
    """

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
    #: Why it is not taken back without a fault, as agreed when it was bought ("made_to_order").
    no_return = models.CharField(max_length=20, blank=True, default="")
    #: Pieces that left the house: with a carrier, or handed over.
    sent = models.PositiveIntegerField(default=0, editable=False)
    #: Pieces asked back before they left; they are not sent any more.
    withdrawn = models.PositiveIntegerField(default=0, editable=False)
    #: Pieces in a return that stands, however far it is.
    claimed = models.PositiveIntegerField(default=0, editable=False)
    #: Pieces that came back to a house.
    returned = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="order_line_positive"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=models.F("sent") + models.F("withdrawn")),
                name="order_line_sent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(claimed__lte=models.F("quantity")), name="order_line_claimed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("sent")), name="order_line_returned_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount=models.F("quantity") * models.F("unit_price")),
                name="order_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"

    @property
    def to_send(self) -> int:
        """Pieces that have still to leave the house."""
        return self.quantity - self.sent - self.withdrawn


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
