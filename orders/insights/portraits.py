"""A member as orders know them: what they bought, here and in the houses, and what of it came back."""

from django.db.models import Count, F, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.accounts.models import User
from members.club.portrait import SHOWN, Page, Stroke, figure, tab
from minishop.dashboard import list_of
from minishop.templatetags.shop import money
from orders.orders.models import Order
from orders.purchases.models import Purchase
from orders.returns.models import Return
from orders.tenders.models import Tender


@figure("orders", gettext_lazy("Orders"), permission="orders.view_order", position=50)
def orders(user: User) -> Stroke:
    """How many were paid, and what is left of the money after what went back."""
    paid = Tender.objects.committed().filter(order__user=user).with_moved()
    left = paid.aggregate(
        many=Count("order", distinct=True), sum=Sum(F("amount") - F("went_back") - F("carried_on"))
    )
    return Stroke(f"{left['many']:,}", _("%(amount)s spent") % {"amount": money(left["sum"] or 0)}, "orders")


@tab("orders", gettext_lazy("Orders"), permission="orders.view_order", position=40)
def order_list(user: User) -> Page:
    found = Order.objects.of(user).order_by("-placed_at")[:SHOWN]
    rows = [
        [_link("order", row.pk, row.number), _moment(row.placed_at), money(row.total, row.currency),
         row.get_payment_state_display(), row.get_state_display()]
        for row in found
    ]  # fmt: skip
    headers = [_("number"), _("when"), _("total"), _("payment"), _("state")]
    return Page(headers, rows, list_of("orders.order", q=user.email or str(user.phone or "")))


@tab("purchases", gettext_lazy("In the houses"), permission="orders.view_purchase", position=50)
def purchases(user: User) -> Page:
    found = Purchase.objects.filter(member=user).select_related("store")[:SHOWN]
    rows = [
        [_moment(row.at), row.store.t.name, row.receipt, money(row.amount, row.currency),
         f"{row.earned:,}", _("taken back") if row.undone_at else ""]
        for row in found
    ]  # fmt: skip
    headers = [_("when"), _("house"), _("receipt"), _("amount"), _("points earned"), ""]
    return Page(headers, rows)


@tab("returns", gettext_lazy("Returns"), permission="orders.view_return", position=55)
def returns(user: User) -> Page:
    found = Return.objects.filter(order__user=user).select_related("order").order_by("-pk")[:SHOWN]
    rows = [
        [_link("return", row.pk, row.number), row.order.number, _moment(row.asked_at),
         row.get_state_display()]
        for row in found
    ]  # fmt: skip
    return Page([_("number"), _("order"), _("asked"), _("state")], rows)


def _link(model: str, pk: int, words: str) -> str:
    return format_html(
        '<a class="underline" href="{}">{}</a>', reverse(f"admin:orders_{model}_change", args=[pk]), words
    )


def _moment(at: object) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]
