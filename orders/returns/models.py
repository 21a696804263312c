"""Returns: pieces asked back, for money or for others, before they left the house or after.

The pieces of a return that stands are counted in their lines' `claimed`, those asked back before
leaving in `withdrawn` as well, so that nobody sends what is asked back and nobody asks twice.
"""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant
from minishop.money import AmountField, CurrencyField
from orders.orders.models import Order, OrderLine
from orders.stores.models import Store


def vault() -> Storage:
    """Where photographs of returns lie: not among the pictures everyone may fetch."""
    return storages["private"]


class NeedsWords(Exception):
    """The shopper has to be told why: less is given, or nothing."""

    def __init__(self, request: "Return") -> None:
        self.request = request
        super().__init__(request.number)


class WrongAmount(Exception):
    """Not this much: more than it comes to, finer than a coin, or the pieces are exchanged."""

    def __init__(self, request: "Return", amount: Decimal) -> None:
        self.request, self.amount = request, amount
        super().__init__(f"{request.number}: {amount} of {request.amount}")


class SamePerson(Exception):
    """It takes another: they agreed first, or it is their own order."""

    def __init__(self, request: "Return") -> None:
        self.request = request
        super().__init__(request.number)


class WrongPieces(Exception):
    """What is said to have come is not of the return, more than was asked, or nothing at all."""

    def __init__(self, request: "Return") -> None:
        self.request = request
        super().__init__(request.number)


class ReturnQuerySet(models.QuerySet["Return"]):
    def standing(self) -> "ReturnQuerySet":
        """Those whose pieces count as claimed."""
        return self.exclude(state__in=Return.FALLEN)

    def open(self) -> "ReturnQuerySet":
        """Those that somebody has still to do something about."""
        return self.exclude(state__in=[*Return.FALLEN, Return.State.DONE])

    def due_to_lapse(self) -> "ReturnQuerySet":
        """Agreed ones whose pieces should have been on their way by now, by the database's clock."""
        return self.filter(state=Return.State.AWAITED, goods_by__lte=Now())

    def automatic_for(self, order: Order, days: int) -> "ReturnQuerySet":
        """What was agreed at once in these days for the member, phone or e-mail of the order."""
        names = ("user_id", "contact_phone", "contact_email")
        said = {f"order__{name}": value for name in names if (value := getattr(order, name))}
        same = models.Q(order=order.pk)
        for name, value in said.items():
            same |= models.Q((name, value))
        recent = self.filter(is_automatic=True, source=Return.Source.SHOPPER)
        return recent.filter(same, asked_at__gt=Now() - timedelta(days=days))


class Return(models.Model):
    """Pieces of one order that a shopper asks back, in one go."""

    class Kind(models.TextChoices):
        REFUND = "refund"  # money only: never sent, never arrived, or kept
        RETURN = "return"  # pieces come back, money goes back
        EXCHANGE = "exchange"  # others are sent instead

    class State(models.TextChoices):
        ASKED = "asked"
        SECOND = "second"  # one of staff agreed; over the limit another has to
        AWAITED = "awaited"  # agreed; the pieces are to come back
        SENT = "sent"  # the shopper sent them
        RECEIVED = "received"  # here, to be looked at
        REFUNDING = "refunding"  # reserved, on its way back
        REPLACING = "replacing"  # the replacement is on its way
        DONE = "done"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"  # by the shopper, or with the order
        LAPSED = "lapsed"  # the pieces never came

    UNDECIDED = (State.ASKED, State.SECOND)
    FALLEN = (State.REFUSED, State.WITHDRAWN, State.LAPSED)
    _DECIDED = {State.AWAITED, State.REFUNDING, State.REPLACING}
    MOVES = {
        "state": {
            State.ASKED: {*_DECIDED, State.SECOND, State.REFUSED, State.WITHDRAWN},
            State.SECOND: {*_DECIDED, State.REFUSED, State.WITHDRAWN},
            State.AWAITED: {State.SENT, State.RECEIVED, State.WITHDRAWN, State.LAPSED},
            State.SENT: {State.RECEIVED, State.LAPSED},
            State.RECEIVED: {State.REFUNDING, State.REPLACING, State.REFUSED},
            State.REFUNDING: {State.DONE},
            State.REPLACING: {State.DONE},
        }
    }

    class Back(models.TextChoices):
        NONE = "none"
        POST = "post"
        STORE = "store"

    class Source(models.TextChoices):
        SHOPPER = "shopper"
        STAFF = "staff"
        NO_SHOW = "no_show"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="returns")
    #: An order’s number and `-R3` behind it.
    number = models.CharField(max_length=24, unique=True)
    #: The form's own key: pressed twice it is asked once.
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    source = models.CharField(max_length=8, choices=Source, default=Source.SHOPPER)
    #: A code of `orders.returns.rules`.
    reason = models.CharField(max_length=30)
    #: The shopper's own words.
    note = models.CharField(max_length=500, blank=True, default="")
    #: The pieces had not left the house when they were asked back.
    is_before_leaving = models.BooleanField(default=False)
    back = models.CharField(max_length=6, choices=Back, default=Back.NONE)
    #: The house they come back to, by post or over the counter.
    store = models.ForeignKey(Store, null=True, blank=True, on_delete=models.PROTECT, related_name="returns")
    carrier = models.CharField(max_length=60, blank=True, default="")
    tracking_number = models.CharField(max_length=60, blank=True, default="")
    currency = CurrencyField()
    #: What was computed: the pieces' share of all that was agreed, delivery's part of it apart.
    amount = AmountField()
    delivery_amount = AmountField(default=0, help_text="Of the amount, what was paid for delivery.")
    #: What goes back in the end; empty until it is decided.
    agreed_amount = AmountField(null=True, blank=True)
    #: What staff tell the shopper: why less, why not.
    answer = models.CharField(max_length=300, blank=True, default="")
    #: Nobody had to decide: it is small, and within the rules.
    is_automatic = models.BooleanField(default=False)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: The order of what is sent instead, paid with what was paid for these pieces.
    replacement = models.OneToOneField(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    agreed_at = models.DateTimeField(null=True, blank=True)
    #: Until when the pieces have to be on their way.
    goods_by = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "key"], name="return_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="return_not_negative"),
            models.CheckConstraint(
                condition=models.Q(agreed_amount=None)
                | models.Q(agreed_amount__gte=0, agreed_amount__lte=models.F("amount")),
                name="return_agreed_within",
            ),
            models.CheckConstraint(
                condition=models.Q(seconded_by=None) | ~models.Q(seconded_by=models.F("agreed_by")),
                name="return_two_persons",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="return_desk"),
            models.Index(fields=["goods_by"], name="return_goods_due", condition=models.Q(state="awaited")),
        ]
        permissions = [
            ("decide_return", "Can agree to and refuse returns"),
            ("second_return", "Can agree as the second person, over the limit"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reference(self) -> str:
        """How tenders, stock and events name it."""
        return f"return:{self.pk}"


class ReturnLine(models.Model):
    """So many pieces of one line, and what they come to."""

    class Fate(models.TextChoices):
        UNKNOWN = ""
        SHELF = "shelf"  # on hand again
        DAMAGED = "damaged"  # received, and not to be sold

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="returns")
    quantity = models.PositiveIntegerField()
    #: Their share of the line, its reductions, and where it goes back its delivery.
    amount = AmountField()
    delivery_amount = AmountField(default=0)
    #: What is wanted instead, in an exchange.
    instead = models.ForeignKey(Variant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: How many of them came back, once that is known.
    received = models.PositiveIntegerField(null=True, blank=True)
    fate = models.CharField(max_length=8, choices=Fate, blank=True, default=Fate.UNKNOWN)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["of", "line"], name="return_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="return_line_positive"),
            models.CheckConstraint(
                condition=models.Q(received=None) | models.Q(received__lte=models.F("quantity")),
                name="return_line_received_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"

    @property
    def reference(self) -> str:
        """How stock names the pieces, and what is held instead of them."""
        return f"return:{self.of_id}:line:{self.line_id}"

    @property
    def count(self) -> int:
        """How many pieces it is about: those that came, once that is known."""
        return self.quantity if self.received is None else self.received


class ReturnPhoto(models.Model):
    """A photograph that shows why."""

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="photos")
    picture = models.ImageField(upload_to="returns/", storage=vault, max_length=200)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"photograph {self.pk}"
