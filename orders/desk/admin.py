"""Orders and what each store does for them; every change is a verb of a service."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from minishop.admin_base import ReadOnlyInline, Verb, plain
from minishop.templatetags.shop import money
from orders.desk import timeline
from orders.desk.forms import ReasonForm
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import NotCancellable
from orders.orders.models import Adjustment, Order, OrderLine
from orders.returns_desk import orders as of_returns
from orders.stores.admin import OwnStores
from orders.tenders.models import Tender

ORDER_STATES = {"open": "info", "completed": "success", "cancelled": "danger", "expired": "warning"}
PAID_STATES = {"paid": "success", "due": "warning", "due_in_store": "warning", "refunded": "info"}
TOTALS = ("goods_total", "discount_total", "shipping_total", "total", "tax_included")
WHY = {
    "paid": gettext_lazy("It is paid: cancel it with the money going back."),
    "paying": gettext_lazy("Money may be on its way; try again in a few minutes."),
    "left": gettext_lazy("Some pieces have left the house."),
    "over": gettext_lazy("It is over already."),
}


def _explained(problem: NotCancellable) -> str:
    return str(WHY.get(problem.why, problem))


class LineInline(ReadOnlyInline):
    model = OrderLine
    fields = ("title", "label", "sku", "quantity", "unit_price", "amount", "no_return", "fulfilment")
    readonly_fields = fields
    readonly_preprocess_fields = dict.fromkeys(("unit_price", "amount"), plain)


class AdjustmentInline(ReadOnlyInline):
    model = Adjustment
    fields = ("label", "code", "amount")
    readonly_fields = fields
    readonly_preprocess_fields = dict.fromkeys(("amount",), plain)


class TenderInline(ReadOnlyInline):
    model = Tender
    fields = ("kind", "payment", "amount", "state")
    readonly_fields = fields
    readonly_preprocess_fields = dict.fromkeys(("amount",), plain)


class FulfilmentInline(ReadOnlyInline):
    model = Fulfilment
    fields = ("way", "store", "state", "promised_at", "keep_until", "tracking_number", "shelf")
    readonly_fields = fields
    show_change_link = True


def _may_be_paid_back_by_one(order: Order) -> bool:
    """Over the limit two have to agree: its pieces are asked back instead, as a return."""
    is_paid = order.state == Order.State.OPEN and order.is_paid
    return is_paid and order.total <= settings.REFUND_SECOND_ABOVE


@admin.register(Order)
class OrderAdmin(OwnStores):
    store_path = "fulfilments__store"
    list_display = ("number", "placed_at", "who", "reads", "paid", "sum", "ways")
    list_filter = ("state", "payment_state", "fulfilments__way", ("placed_at", admin.DateFieldListFilter))
    search_fields = ("number", "contact_phone", "contact_email", "contact_name", "lines__sku")
    search_help_text = gettext_lazy("A number, a phone, an e-mail, a name or a SKU")
    ordering = ("-placed_at",)
    show_full_result_count = False
    list_per_page = 50
    inlines = (LineInline, FulfilmentInline, AdjustmentInline, TenderInline)
    refusals = (NotCancellable, *of_returns.REFUSALS)
    fieldsets = (
        (None, {"fields": (("number", "placed_at"), ("state", "payment_state"), ("user", "language"))}),
        (
            gettext_lazy("Who"),
            {"fields": (("who", "contact_phone"), ("contact_email", "note"), ("is_gift", "gift_note"))},
        ),
        (
            gettext_lazy("Money"),
            {"fields": (("goods_total", "discount_total"), ("shipping_total", "total"), "tax_included")},
        ),
        (gettext_lazy("Times"), {"fields": (("paid_at", "expires_at"), ("closed_at", "closing_note"))}),
        (gettext_lazy("After the sale"), {"fields": ("returned",)}),
        (gettext_lazy("What happened"), {"fields": ("happened",)}),
    )
    readonly_fields = ("who", "returned", "happened")
    readonly_preprocess_fields = dict.fromkeys(TOTALS, plain)
    verbs = (
        Verb(
            "cancel",
            gettext_lazy("Cancel"),
            lambda order, actor, reason: lifecycle.cancel(order=order, actor=actor, reason=reason),
            "orders.change_order",
            form=ReasonForm,
            applies=lambda order: order.state == Order.State.OPEN and not order.is_paid,
            done=gettext_lazy("Cancelled; its pieces are free again."),
            icon="cancel",
            danger=True,
        ),
        Verb(
            "cancel-and-refund",
            gettext_lazy("Cancel and send the money back"),
            lambda order, actor, reason: lifecycle.cancel(
                order=order, actor=actor, reason=reason, refund=True
            ),
            "payments.add_refund",
            form=ReasonForm,
            applies=_may_be_paid_back_by_one,
            done=gettext_lazy("Cancelled; the money goes back within minutes."),
            icon="undo",
            danger=True,
        ),
        *of_returns.VERBS,
    )

    @display(description=gettext_lazy("returns and money owed"))
    def returned(self, order: Order) -> SafeString | str:
        return of_returns.panel(order)

    @display(description=gettext_lazy("name"), ordering="contact_name")
    def who(self, order: Order) -> str:
        """The name given for it; an order without any is that of someone who was erased."""
        return order.contact_name or _("erased")

    @display(description=gettext_lazy("state"), ordering="state", label=ORDER_STATES)
    def reads(self, order: Order) -> Any:
        return order.state, order.get_state_display()

    @display(description=gettext_lazy("payment"), ordering="payment_state", label=PAID_STATES)
    def paid(self, order: Order) -> Any:
        return order.payment_state, order.get_payment_state_display()

    @display(description=gettext_lazy("total"), ordering="total")
    def sum(self, order: Order) -> str:
        return money(order.total, order.currency)

    @display(description=gettext_lazy("goes"))
    def ways(self, order: Order) -> str:
        return ", ".join(f"{each.get_way_display()}: {each.store}" for each in order.fulfilments.all())

    @display(description=gettext_lazy("what happened"))
    def happened(self, order: Order) -> SafeString:
        return timeline.of(order)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).prefetch_related("fulfilments__store")

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, of_returns.REFUSALS):
            return of_returns.explain(problem)
        return _explained(problem) if isinstance(problem, NotCancellable) else super().explain(problem)
