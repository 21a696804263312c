"""Reads what was filled in, keeps its photographs, and asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from orders.aftersale import choosing, photos
from orders.aftersale.forms import AskForm
from orders.orders.models import Order
from orders.returns import rules
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import NotReturnable


def known(request: HttpRequest, order: Order) -> Return | None:
    """What was asked with this form before: pressed twice, it is one return."""
    key = request.POST.get("key", "") if request.POST.get("do") == "send" else ""
    return order.returns.filter(key=key).first() if key else None


def form(request: HttpRequest, order: Order) -> AskForm:
    """The form as it was filled in, or empty; its rows say what may be asked now."""
    said = request.POST or request.GET
    before, rows = choosing.open_to(order, said.get("of", ""))
    if request.method == "POST":
        return AskForm(request.POST, order=order, rows=rows, before=before)
    return AskForm(initial=_started(rows), order=order, rows=rows, before=before)


def _started(rows: list[choosing.Row]) -> dict[str, str]:
    """What needs no choice is chosen: the one piece there is."""
    open_rows = [row for row in rows if row.most]
    if len(open_rows) == 1 and open_rows[0].most == 1:
        return {f"pieces-{open_rows[0].line.pk}": "1"}
    return {}


def nothing(request: HttpRequest, order: Order, filled: AskForm) -> HttpResponse:
    """Each line with the reason why nothing of it may be asked."""
    return render(request, "orders/aftersale/nothing.html", {"order": order, "rows": filled.rows})


def is_complete(filled: AskForm) -> bool:
    """Whether all is there that the rules want; the form says what is not."""
    if not filled.is_valid():
        return False
    reason = filled.why
    if reason.needs_photo and not filled.kept:
        filled.refuse(NotReturnable("photo"))
    if not reason.allows(filled.cleaned_data["kind"], before=filled.before):
        filled.refuse(NotReturnable("kind"))
    for piece in filled.pieces_wanted:
        refusal = None if filled.before else rules.why_not(piece.line, reason, quantity=piece.quantity)
        if refusal is not None:
            filled.refuse(refusal)
    return not filled.errors


def send(request: HttpRequest, order: Order, filled: AskForm) -> Return:
    """The return is asked, once for the form's key, with copies of the photographs that were kept.

    Raises:
        NotReturnable: something changed meanwhile; the form can say what.
    """
    told = filled.cleaned_data
    return returns.ask(
        order=order,
        pieces=filled.pieces_wanted,
        kind=told["kind"],
        reason=told["reason"],
        note=told["note"],
        back=told["back"],
        store=told["store"],
        photos=photos.files(filled.kept.values()),
        key=told["key"],
        actor=request.user if request.user.is_authenticated else None,
    )
