"""The order board: a house's orders by step, what is done with many at once, and what is printed.

Works without JavaScript; with it the lanes are fetched anew every few seconds.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.board import asked, cards, deeds, printing, showing
from orders.board.gate import BoardRequest, houses, in_house, packers_only
from orders.documents import reading
from orders.fulfilment.models import Fulfilment
from orders.stores.models import Store

#: As many cards as two full lanes are done at once.
MOST = 100


@require_safe
@packers_only
def choose(request: BoardRequest) -> HttpResponse:
    """Which house's board; straight there where there is one."""
    own = list(houses(request.user))
    if len(own) == 1:
        return redirect("board", own[0].code)
    return render(request, "orders/board/houses.html", {"houses": own})


@require_safe
@in_house
def board(request: BoardRequest) -> HttpResponse:
    """The lanes as the address asks for them."""
    context = showing.board(request.store, asked.read(request.GET))
    context["several"] = houses(request.user).count() > 1
    context["may_hand_over"] = request.user.has_perm("orders.scan_codes")
    part = "_lanes" if request.headers.get("HX-Request") else "board"
    return render(request, f"orders/board/{part}.html", context)


@require_POST
@in_house
def do(request: BoardRequest) -> HttpResponse:
    """What was pressed is done with one card or with those selected, and what was left out is told."""
    code, _colon, one = request.POST.get("do", "").partition(":")
    deed = deeds.ALL.get(code)
    if deed is None:
        raise Http404(code)
    rows = _rows([request.store], [one] if one else request.POST.getlist("o"))
    if code in deeds.PRINTS or code in deeds.ASKING:
        return _elsewhere(request, code, rows)
    _tell(request, deed, deeds.do(deed, rows, actor=request.user, **_facts(request.POST)))
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
@in_house
def ask(request: BoardRequest, what: str) -> HttpResponse:
    """The shelf of each bag, or each parcel's carrier and number; then it is done with all of them."""
    deed = deeds.WORK[what]
    rows = _rows([request.store], (request.POST or request.GET).getlist("o"))
    if request.method != "POST":
        context = {"store": request.store, "deed": deed, "at": request.GET.get("at", "")}
        context |= _apart(deed, rows)
        return render(request, f"orders/board/{what}.html", context)
    outcome = deeds.Outcome()
    for row in rows:
        own = _facts(request.POST) | {"shelf": request.POST.get(f"shelf-{row.pk}", "")}
        each = deeds.do(deed, [row], actor=request.user, **own)
        outcome.done += each.done
        outcome.left_out += each.left_out
    _tell(request, deed, outcome)
    return _back(request)


@require_safe
@packers_only
def printed(request: BoardRequest, what: str) -> HttpResponse:
    """The documents of orders of the person's houses as one file; one that has none is left out."""
    if what not in printing.PRINTS:
        raise Http404(what)
    rows = _rows(houses(request.user), request.GET.getlist("o"))
    shown = [row for row in rows if not deeds.PRINTS[what].why_not(row)]
    if not shown:
        return HttpResponse(_("None of these has that document now."), status=409, content_type="text/plain")
    response = HttpResponse(printing.PRINTS[what](shown, request.user), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{what}.pdf"'
    return response


def address_of(what: str, keys: Iterable[int]) -> str:
    """Where the documents of these fulfilments are."""
    told = QueryDict(mutable=True)
    told.setlist("o", [str(key) for key in keys])
    return f"{reverse('board-print', args=[what])}?{told.urlencode()}"


def _rows(stores: Iterable[Store], keys: list[str]) -> list[Fulfilment]:
    """The houses' fulfilments of these numbers.

    Raises:
        Http404: one is another house's, or none.
    """
    wanted = {int(key) for key in keys[:MOST] if key.isascii() and key.isdigit() and len(key) < 19}
    rows = list(reading.for_paper(Fulfilment.objects.filter(store__in=stores, pk__in=wanted)).order_by("pk"))
    if len(rows) != len(wanted) or len(keys) != len(wanted):
        raise Http404
    return rows


def _facts(told: QueryDict) -> dict[str, str]:
    """The words that were typed, by name."""
    return {
        name: str(told[name])
        for name in told
        if name in {"carrier", "carrier_name"} or name.startswith("tracking-")
    }


def _apart(deed: deeds.Deed, rows: list[Fulfilment]) -> dict[str, Any]:
    """Those it will be done with, and those left out with their reasons."""
    why = [(row, deed.why_not(row)) for row in rows]
    return {
        "rows": [(row, cards.short(row), deeds.here(row)) for row, reason in why if not reason],
        "left_out": [(cards.short(row), reason) for row, reason in why if reason],
    }


def _elsewhere(request: BoardRequest, code: str, rows: list[Fulfilment]) -> HttpResponse:
    """To the page that asks, or to the printed file."""
    if code in deeds.PRINTS:
        return redirect(address_of(code, [row.pk for row in rows]))
    told = QueryDict(mutable=True)
    told.setlist("o", [str(row.pk) for row in rows])
    told["at"] = _at(request).query
    return redirect(f"{reverse(f'board-{code}', args=[request.store.code])}?{told.urlencode()}")


def _at(request: HttpRequest) -> asked.Asked:
    """The view of the board the form was sent from."""
    return asked.read(QueryDict(request.POST.get("at", "")[:500]))


def _back(request: BoardRequest) -> HttpResponse:
    return redirect(f"{reverse('board', args=[request.store.code])}?{_at(request).query}".rstrip("?"))


def _tell(request: BoardRequest, deed: deeds.Deed, outcome: deeds.Outcome) -> None:
    """How many it was done with, and which were left out and why."""
    if outcome.done:
        messages.success(request, f"{deed.title}: {len(outcome.done)}")
    if outcome.left_out:
        told = "; ".join(f"{cards.short(row)} {reason}" for row, reason in outcome.left_out)
        messages.warning(request, _("Left out: %(told)s.") % {"told": told})
    if not outcome.done and not outcome.left_out:
        messages.info(request, _("Select some orders first."))
