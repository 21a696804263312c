"""What the pages of returns are made of."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minishop.money import ZERO
from minishop.templatetags.shop import pieces
from orders.aftersale import choosing
from orders.aftersale.forms import AskForm
from orders.history.words import joined
from orders.orders.models import Order
from orders.returns import rules
from orders.returns import services as returns
from orders.returns.amounts import Quote
from orders.returns.models import Return
from orders.returns.rules import NotReturnable
from orders.returns_words import words
from orders.stores import mine

Kind, Back = Return.Kind, Return.Back
#: What of the form the page before sending carries along.
CARRIED = ("reason", "kind", "back", "store", "note", "key", "of")


def page(order: Order, form: AskForm) -> dict[str, Any]:
    """The form with all it offers and what was chosen so far."""
    return {
        "order": order,
        "form": form,
        "rows": [_row(form, row) for row in form.rows],
        "reasons": _reasons(form),
        "kinds": _kinds(form),
        "ways": [] if form.before else _ways(form),
        "houses": mine.houses(),
        "house": form.said("store"),
        "kept": [{"token": one, "url": draft_url(order, one)} for one in form.kept],
        "quote": quoted(order, form),
        "of": "house" if form.before else "shopper",
        "other": _other(order, form),
    }


def _other(order: Order, form: AskForm) -> dict[str, str] | None:
    """The same page about pieces in the other place, where there are some."""
    rows = choosing.rows(order, before=not form.before)
    if not any(row.most for row in rows):
        return None
    of = "shopper" if form.before else "house"
    label = _("Pieces that left the house") if form.before else _("Pieces that have not left yet")
    return {"url": f"{reverse('return-ask', args=[order.number])}?of={of}", "label": label}


def draft_url(order: Order, token: str) -> str:
    return reverse("return-draft", args=[order.number, token])


def _row(form: AskForm, row: choosing.Row) -> dict[str, Any]:
    instead = form.instead(row)
    return {
        "line": row.line,
        "most": row.most,
        "why": row.why,
        "counts": range(row.most + 1),
        "name": f"pieces-{row.line.pk}",
        "instead": f"instead-{row.line.pk}",
        "chosen": form.quantity(row),
        "shades": row.shades,
        "picked": instead.pk if instead else row.line.variant_id,
    }


def _reasons(form: AskForm) -> list[dict[str, Any]]:
    offered = {one.code: one for row in form.rows for one in row.reasons}
    return [
        {
            "code": one.code,
            "label": one.label,
            "hint": words.reason_hint(one, before=form.before),
            "mark": words.MARKS.get(one.code, words.OTHERS),
            "is_chosen": form.said("reason") == one.code or len(offered) == 1,
        }
        for one in rules.REASONS.values()
        if one.code in offered
    ]


def _kinds(form: AskForm) -> list[dict[str, Any]]:
    marks = {Kind.REFUND: "wallet", Kind.RETURN: "undo", Kind.EXCHANGE: "refresh"}
    reasons = {one for row in form.rows for one in row.reasons}
    allowed = [kind for kind in Kind if any(one.allows(kind, before=form.before) for one in reasons)]
    return [
        {
            "code": kind.value,
            "label": words.kind(kind),
            "hint": words.kind_hint(kind, before=form.before),
            "mark": marks[kind],
            "is_chosen": form.said("kind") == kind,
        }
        for kind in allowed
    ]


def _ways(form: AskForm) -> list[dict[str, Any]]:
    return [
        way(one) | {"code": one, "is_chosen": form.said("back") == one} for one in (Back.POST, Back.STORE)
    ]


def way(code: str, house: str = "") -> dict[str, Any]:
    """How pieces come back, in words."""
    if code == Back.POST:
        return {"label": _("By post"), "hint": _("We tell you where to, once it is agreed."), "mark": "send"}
    return {"label": _("To a house"), "hint": house or _("Show a code at the counter."), "mark": "house"}


def quoted(order: Order, form: AskForm) -> dict[str, Any]:
    """What would go back with its arithmetic, or why it can’t be said yet."""
    if not (form.chosen and form.why and form.said("kind")):
        return {}
    if not form.why.allows(form.said("kind"), before=form.before):
        return {"problem": words.refusal(NotReturnable("kind"), form.why)}
    back = Back.POST if form.comes_back else Back.NONE
    quote = returns.quote(order, form.pieces_wanted, form.said("kind"), form.said("reason"), back)
    return {"sums": sums(quote, order.currency), "words": beside(form.said("kind"))}


def beside(kind: str) -> list[str]:
    """What to know beside the amount."""
    if kind == Kind.EXCHANGE:
        return [_("Nothing is to be paid: another one is sent for it.")]
    return [_("It goes back the way it was paid. Banks may take a few days to show it.")]


def sums(quote: Quote, currency: str) -> dict[str, Any]:
    """The arithmetic of an amount: the pieces' prices, their part of reductions, delivery."""
    full = sum((piece.line.unit_price * piece.quantity for piece, _share in quote.shares), ZERO)
    rows: list[dict[str, Any]] = [
        {
            "label": joined(piece.line.title, pieces(piece.quantity)),
            "amount": piece.line.unit_price * piece.quantity,
        }
        for piece, _share in quote.shares
    ]
    if quote.goods != full:
        rows.append({"label": _("Their part of the reductions"), "amount": quote.goods - full})
    if quote.delivery:
        rows.append({"label": _("Delivery"), "amount": quote.delivery})
    return {
        "rows": rows,
        "total": quote.amount,
        "currency": currency,
        "cents": any(row["amount"] != int(row["amount"]) for row in rows),
        "label": _("Back to you"),
    }
