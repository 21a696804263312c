"""Where a visitor goes back to after signing in: an address of this shop, and nothing else."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe(request: HttpRequest, wanted: str) -> str:
    """The address wanted if it lies in this shop, or the empty string (`//host`, `javascript:`…)."""
    hosts = {request.get_host()}
    fits = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=hosts, require_https=request.is_secure()
    )
    return wanted if fits else ""


def after(request: HttpRequest, wanted: str) -> str:
    return safe(request, wanted) or reverse("me")
