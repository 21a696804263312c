"""The sandbox's cashier page, where the payer picks the outcome."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from payments.gateways import registry
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox.models import SandboxCharge
from payments.gateways.sandbox.outcomes import DECIDED, OUTCOMES


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cashier(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the choices; a POST makes one and leads back to the shop."""
    if "sandbox" not in registry.enabled():
        raise Http404
    charge = get_object_or_404(SandboxCharge, token=token)
    script = request.POST.get("script", "")
    if request.method == "POST" and (script in SandboxCharge.Script.values or not charge.may_choose):
        if charge.may_choose:
            charge = sandbox.choose(token=token, script=script)
        return HttpResponseRedirect(_back(request, charge))
    context = {
        "charge": charge,
        "back": _back(request, charge),
        "outcomes": OUTCOMES,
        "decided": DECIDED[charge.state],
    }
    return render(request, "payments/sandbox/cashier.html", context)


def _back(request: HttpRequest, charge: SandboxCharge) -> str:
    """The shop's return page; never another site."""
    is_ours = url_has_allowed_host_and_scheme(
        charge.return_url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return charge.return_url if is_ours else "/"
