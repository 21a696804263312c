"""What staff do about returns on an order's page: ask for a shopper who rang up, see to money not sent."""

from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.models import Variant
from minishop.admin_base import Verb
from minishop.templatetags.shop import money
from orders.aftersale import choosing
from orders.orders.models import Order
from orders.returns import rules
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import NotReturnable, Piece
from orders.returns_words import reading, words
from orders.stock.models import OutOfStock
from orders.stores.models import Store
from orders.tenders import services as tenders
from orders.tenders.models import NotOwed, TenderRefund
from payments.gateways.base import GatewayError
from payments.refunds import again
from payments.refunds import services as refunds

Kind, Back = Return.Kind, Return.Back
REFUSALS = (NotReturnable, OutOfStock, NotOwed, GatewayError)


class AskForm(forms.Form):
    """What a shopper said on the phone."""

    reason = forms.ChoiceField(label=gettext_lazy("Why"))
    kind = forms.ChoiceField(label=gettext_lazy("What is wished"))
    back = forms.ChoiceField(
        label=gettext_lazy("How it comes back"), required=False,
        help_text=gettext_lazy("Pieces that have not left us do not have to."),
    )  # fmt: skip
    store = forms.ModelChoiceField(Store.objects.for_pickup(), label=gettext_lazy("House"), required=False)
    note = forms.CharField(label=gettext_lazy("In the shopper’s words"), max_length=500, required=False)
    key = forms.CharField(widget=forms.HiddenInput)

    rows: list[choosing.Row]

    @classmethod
    def of_row(cls, order: Order, data: Any) -> "AskForm":
        form = cls(data, initial={"key": uuid4().hex})
        offered = [one for one in rules.REASONS.values() if one.is_offered]
        form.fields["reason"].choices = [(one.code, one.label) for one in offered]  # type: ignore[attr-defined]
        form.fields["kind"].choices = [(one, words.kind(one)) for one in Kind]  # type: ignore[attr-defined]
        ways = [("", _("It does not have to")), (Back.POST, _("By post")), (Back.STORE, _("To a house"))]
        form.fields["back"].choices = ways  # type: ignore[attr-defined]
        form.rows = choosing.with_shades(
            [choosing.Row(line, line.quantity) for line in choosing.lines(order)]
        )
        for row in form.rows:
            form._add(row)
        return form

    def _add(self, row: choosing.Row) -> None:
        """How many of a line, and what instead of them."""
        piece = f"{row.line.title} {row.line.label}".strip()
        self.fields[f"pieces-{row.line.pk}"] = forms.IntegerField(
            label=_("%(piece)s: how many of %(most)s") % {"piece": piece, "most": row.line.quantity},
            min_value=0, max_value=row.line.quantity, initial=0,
        )  # fmt: skip
        self.fields[f"instead-{row.line.pk}"] = forms.ModelChoiceField(
            Variant.objects.filter(pk__in=[one.pk for one in row.shades]),
            label=_("%(piece)s: what instead, in an exchange") % {"piece": piece}, required=False,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """As the verb wants it."""
        told = super().clean() or self.cleaned_data
        exchange = told.get("kind") == Kind.EXCHANGE
        pieces = [
            Piece(row.line, count, told.get(f"instead-{row.line.pk}") if exchange else None)
            for row in self.rows
            if (count := told.get(f"pieces-{row.line.pk}"))
        ]
        names = ("kind", "reason", "store", "note", "key")
        return {name: told.get(name) for name in names} | {"pieces": pieces, "back": told.get("back", "")}


def _ask(order: Order, actor: Any, **told: Any) -> None:
    returns.ask(order=order, actor=actor, source=Return.Source.STAFF, **told)


def _refused(order: Order) -> Any:
    return (
        TenderRefund.objects.filter(tender__order=order).refused().select_related("refund", "tender__order")
    )


def _send_again(order: Order, actor: Any) -> None:
    for row in _refused(order):
        if row.refund:
            refunds.retry(row.refund, actor=actor)


def _as_credit(order: Order, actor: Any) -> None:
    """Each refused refund, once its gateway has said again that its money did not leave."""
    for row in _refused(order):
        if row.refund and not again.stays_failed(row.refund):
            raise NotOwed
        tenders.as_credit(tender_refund=row, actor=actor)


VERBS = (
    Verb(
        "return",
        gettext_lazy("Ask for a return"),
        _ask,
        "orders.decide_return",
        form=AskForm,
        applies=lambda order: order.is_paid and order.state in ("open", "completed"),
        done=gettext_lazy("Asked for the shopper; it stands under Returns."),
        icon="assignment_return",
    ),
    Verb(
        "send-money-again",
        gettext_lazy("Send the refused money again"),
        _send_again,
        "payments.change_refund",
        applies=lambda order: _refused(order).exists(),
        done=gettext_lazy("It is sent again under the same number."),
        icon="replay",
        bulk=False,
        main=True,
    ),
    Verb(
        "as-store-credit",
        gettext_lazy("Give it as store credit"),
        _as_credit,
        "payments.change_refund",
        confirm=gettext_lazy("The money is the member’s store credit then, and is not sent any more."),
        applies=lambda order: order.user_id is not None and _refused(order).exists(),
        done=gettext_lazy("It is the member’s store credit."),
        icon="savings",
        bulk=False,
    ),
)


def explain(problem: Exception) -> str:
    """Why it was not done, in words for staff."""
    if isinstance(problem, NotReturnable):
        line = f"{problem.line}: " if problem.line else ""
        return line + words.refusal(problem)
    if isinstance(problem, OutOfStock):
        return _("What is wanted instead is not there.")
    if isinstance(problem, GatewayError):
        return _("The gateway did not answer whether the money left after all; try again in a few minutes.")
    return _("It was not refused, or there is no member to give it to.")


def panel(order: Order) -> SafeString | str:
    """The order's returns and the money that was refused, each with its door."""
    rows = [
        (reverse("admin:orders_return_change", args=[one.pk]), one.number, reading.read(one).words)
        for one in order.returns.select_related("store", "replacement")
    ]
    owed = [
        (reverse("admin:payments_refund_change", args=[one.refund_id]), one.refund.number, _owed(one, order))
        for one in _refused(order)
    ]
    line = '<li><a class="text-primary-600 underline" href="{}">{}</a> · {}</li>'
    return format_html("<ul>{}</ul>", format_html_join("", line, [*rows, *owed])) if rows or owed else "–"


def _owed(row: TenderRefund, order: Order) -> str:
    return _("%(amount)s refused by the bank, still owed") % {"amount": money(row.amount, order.currency)}
