"""Where a request came from, believing only as many proxies as the settings name."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the peer's, or what the outermost trusted proxy saw."""
    hops = getattr(settings, "TRUSTED_PROXIES", 0)
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(seen) >= hops:
        return seen[-hops]
    return request.META.get("REMOTE_ADDR", "")


def household(address: str) -> str:
    """The address a limit counts by: an IPv6 visitor owns a whole /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)
