"""A return at the counter: its code was scanned, and what came is received at this till's house."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minishop.states import IllegalMove
from orders.returns.models import Return, WrongPieces
from orders.returns_desk import explaining
from orders.returns_desk.forms import ReceiveForm
from orders.returns_desk.verbs import TO_RECEIVE
from orders.returns_goods import services as goods
from orders.returns_words import reading, words
from orders.scanning.gate import CounterRequest, at_counter
from orders.scanning.views import shift

Back = Return.Back


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def at_the_counter(request: CounterRequest, back: str) -> HttpResponse:
    """What to do with the pieces somebody brings; a POST receives them here."""
    rows = Return.objects.select_related("order", "store", "received_by", "replacement")
    row = get_object_or_404(rows, number=back.upper())
    form, flaw = ReceiveForm.of_row(row, request.POST or None), ""
    if request.method == "POST" and may_receive(request, row) and form.is_valid():
        try:
            goods.receive(request=row, actor=request.user, store=request.store, **form.cleaned_data)
        except (IllegalMove, WrongPieces) as problem:
            flaw = explaining.words(problem) or _("Not possible now.")
        else:
            return redirect("scan-return", row.number)
    return render(
        request, "orders/returns_desk/counter.html", shift(request) | _shown(request, row, form, flaw)
    )


def may_receive(request: CounterRequest, row: Return) -> bool:
    """Whether pieces are to come, and this person may take them."""
    comes = row.state in TO_RECEIVE and row.back != Back.NONE
    return comes and request.user.has_perm("orders.change_return")


def _shown(request: CounterRequest, row: Return, form: ReceiveForm, flaw: str) -> dict[str, Any]:
    open_ = may_receive(request, row)
    here = row.received_at is not None and row.state not in Return.FALLEN
    return {
        "back": row,
        "reading": reading.read(row),
        "kind": words.kind(row.kind),
        "reason": words.reason(row.reason),
        "colour": "go" if open_ or here else "hold" if row.state in ("asked", "second") else "halt",
        "mark": "okring" if open_ or here else "stop",
        "parts": [(part, form[f"came-{part.line_id}"], form[f"fate-{part.line_id}"]) for part in form.parts],
        "form": form if open_ else None,
        "flaw": flaw,
    }
