"""What is told of one return: before it is asked, and afterwards on its own page."""

from typing import Any

from django.utils.translation import gettext as _

from minishop import clock
from minishop.money import ZERO
from minishop.templatetags.shop import money, pieces
from orders.aftersale import showing
from orders.aftersale.forms import AskForm, ParcelForm
from orders.history.words import joined
from orders.orders.models import Order
from orders.pickup import drawing
from orders.returns.models import Return
from orders.returns_words import reading, words
from orders.returns_words.steps import steps
from orders.stores import hours
from orders.tenders import services as tenders

State, Back = Return.State, Return.Back
LINES_WITH = ("line__variant__product__cover", "line__variant__picture", "instead__product")


def before_sending(order: Order, form: AskForm) -> dict[str, Any]:
    """All that will be asked, to be looked over once more."""
    told = form.cleaned_data
    carried = [(name, form.said(name)) for name in showing.CARRIED if form.said(name)]
    for row in form.chosen:
        carried.append((f"pieces-{row.line.pk}", str(form.quantity(row))))
        if instead := form.instead(row):
            carried.append((f"instead-{row.line.pk}", str(instead.pk)))
    house = joined(told["store"].t.name, told["store"].t.address) if told["store"] else ""
    return {
        "order": order,
        "form": form,
        "carried": [*carried, *(("kept", token) for token in form.kept)],
        "lines": form.pieces_wanted,
        "title": words.kind(told["kind"]),
        "reason": words.reason(told["reason"]),
        "note": told["note"],
        "way": showing.way(told["back"], house) if form.comes_back else None,
        "kept": form.kept,
        "quote": showing.quoted(order, form),
    }


def page(order: Order, back: Return, form: ParcelForm | None = None) -> dict[str, Any]:
    """A return as whoever asked for it reads it."""
    lines = list(back.lines.select_related(*LINES_WITH))
    awaited = back.state == State.AWAITED
    return {
        "order": order,
        "back": back,
        "reading": reading.read(back, failed=is_owed(back)),
        "steps": steps(back),
        "lines": lines,
        "title": words.title(back.kind),
        "reason": words.reason(back.reason),
        "photos": list(back.photos.all()),
        "sums": sums(back, lines),
        "less": less(back),
        "ways_back": ways_back(back),
        "form": form or ParcelForm(),
        "drawing": drawing.svg(back.number) if awaited and back.back == Back.STORE else None,
        "hours": _doors(back) if awaited else "",
        "may_withdraw": back.state in (State.ASKED, State.SECOND, State.AWAITED),
        "has_slip": awaited,
    }


def is_owed(back: Return) -> bool:
    """Whether money of it was refused by the bank and is still to be sent."""
    return back.state == State.REFUNDING and bool(tenders.failed(back.reference))


def less(back: Return) -> str:
    """That less goes back than was computed; the answer says why."""
    if back.agreed_amount is None or back.agreed_amount >= back.amount:
        return ""
    facts = {"agreed": money(back.agreed_amount, back.currency), "amount": money(back.amount, back.currency)}
    return _("%(agreed)s goes back instead of %(amount)s.") % facts


def sums(back: Return, lines: list[Any]) -> dict[str, Any] | None:
    """The arithmetic of what goes back: prices, reductions, delivery, and what was agreed less."""
    if back.kind == Return.Kind.EXCHANGE:
        return None
    rows: list[dict[str, Any]] = []
    full, goods = ZERO, back.amount - back.delivery_amount
    for one in lines:
        many = one.quantity if one.received is None else one.received
        amount = one.line.unit_price * many
        rows.append({"label": joined(one.line.title, pieces(many)), "amount": amount})
        full += amount
    parts = [(_("Their part of the reductions"), goods - full), (_("Delivery"), back.delivery_amount)]
    if less(back):
        parts.append((_("Agreed less"), (back.agreed_amount or ZERO) - back.amount))
    rows += [{"label": label, "amount": amount} for label, amount in parts if amount]
    total = back.amount if back.agreed_amount is None else back.agreed_amount
    cents = any(row["amount"] != int(row["amount"]) for row in rows)
    return {
        "rows": rows, "total": total, "currency": back.currency, "cents": cents, "label": _("Back to you"),
    }  # fmt: skip


def ways_back(back: Return) -> list[str]:
    """By which means money goes back, once it does."""
    if back.state not in (State.REFUNDING, State.DONE):
        return showing.beside(back.kind) if back.state not in Return.FALLEN else []
    return tenders.told(back.reference) if hasattr(tenders, "told") else []


def _doors(back: Return) -> str:
    if back.store is None:
        return ""
    closes = hours.closes_at(back.store, clock.now())
    return _("Open until %(time)s.") % {"time": f"{closes:%H:%M}"} if closes else ""
