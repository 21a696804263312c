"""The scan console: scan or type, see the verdict, confirm once. Works without JavaScript."""

from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.returns.models import Return
from orders.scanning import faces, search
from orders.scanning import services as scanning
from orders.scanning.gate import CHOSEN, CounterRequest, at_counter, counters, staff_only
from orders.scanning.models import NonceReused, Scan

LOG = 8


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def console(request: CounterRequest) -> HttpResponse:
    """Ready for the next code; a code that was read or typed leads to its verdict."""
    code = request.POST.get("code", "").strip()[:64]
    if request.method == "POST" and code:
        if back := Return.objects.filter(number=code.upper()).first():
            return redirect("scan-return", back.number)
        nonce = _nonce(request)
        try:
            scanning.preview(code=code, staff=request.user, store=request.store, nonce=nonce)
        except NonceReused:
            return HttpResponseBadRequest()
        return redirect("scan-verdict", nonce=nonce)
    return render(request, "orders/scanning/console.html", shift(request) | {"log": _log(request)[:LOG]})


@require_safe
@at_counter
def verdict(request: CounterRequest, nonce: str) -> HttpResponse:
    scan = own_scan(request, nonce)
    if scan.outcome == Scan.Outcome.MEMBER:
        return redirect("scan-member", nonce=nonce)
    told = scanning.told(scan=scan)
    context = shift(request) | {"verdict": told, "face": faces.face(told)}
    return render(request, "orders/scanning/verdict.html", context)


@require_POST
@at_counter
def hand_over(request: CounterRequest, nonce: str) -> HttpResponse:
    """Confirms what the scan of this nonce showed; pressed twice, it is one hand-over with one answer."""
    scan = own_scan(request, nonce)
    if scan.pickup is None:
        return redirect("scan-verdict", nonce=nonce)
    done = scanning.confirm(
        pickup=scan.pickup,
        staff=request.user,
        store=request.store,
        nonce=f"{nonce}-ok",
        money_taken="money" in request.POST,
    )
    return redirect("scan-verdict", nonce=done.scan.nonce)


@require_safe
@at_counter
def find(request: CounterRequest) -> HttpResponse:
    """Orders of this store, by their number's end, the phone's last digits or the name."""
    typed = request.GET.get("q", "").strip()[:40]
    found = search.in_store(request.store, typed)
    context = shift(request) | {"typed": typed, "found": found, "short": 0 < len(typed) < search.LEAST}
    return render(request, "orders/scanning/find.html", context)


@require_safe
@at_counter
def log(request: CounterRequest) -> HttpResponse:
    """Today's scans of this store."""
    return render(request, "orders/scanning/log.html", shift(request) | {"log": _log(request)[:200]})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def store(request: CounterRequest) -> HttpResponse:
    """Which house this till stands in."""
    stores = counters(request.user)
    if request.method == "POST":
        request.session[CHOSEN] = get_object_or_404(stores, code=request.POST.get("store", "")).pk
        return redirect("scan")
    return render(request, "orders/scanning/store.html", {"stores": stores})


def own_scan(request: CounterRequest, nonce: str) -> Scan:
    """The scan, to whoever made it, in the house where they did."""
    related = Scan.objects.select_related("store", "order", "pickup__fulfilment__order")
    return get_object_or_404(related, nonce=nonce, staff=request.user, store=request.store)


def _nonce(request: HttpRequest) -> str:
    """The page's nonce, or a fresh one for a scanner that posts by itself."""
    sent = request.POST.get("nonce", "")
    return (
        sent if 16 <= len(sent) <= 40 and sent.replace("-", "").isalnum() and sent.isascii() else uuid4().hex
    )


def shift(request: CounterRequest) -> dict[str, object]:
    """What every page of the console shows: where, who, how many, and the next scan's nonce."""
    return {
        "store": request.store,
        "stores": counters(request.user).count(),
        "today": _log(request).filter(outcome=Scan.Outcome.HANDED_OVER).count(),
        "nonce": uuid4().hex,
    }


def _log(request: CounterRequest) -> QuerySet[Scan]:
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    scans = Scan.objects.filter(store=request.store, at__gte=start)
    return scans.select_related("order", "pickup__fulfilment__order", "staff").order_by("-at", "-pk")
