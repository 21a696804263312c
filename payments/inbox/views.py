"""Where gateways knock. No session, no form token: the signature is what counts."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.gateways import registry
from payments.gateways.base import Refused
from payments.inbox import services as inbox

log = structlog.get_logger(__name__)

LARGEST = 64 * 1024


@csrf_exempt
@require_POST
def notify(request: HttpRequest, gateway: str) -> HttpResponse:
    """Acknowledged only once stored; refused with 4xx unread when too large, or when not genuine."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > LARGEST:
        return _refused(gateway, 413, "too large")
    try:
        inbox.receive(gateway, request.headers, request.body)
        return HttpResponse(registry.get(gateway).acknowledgement, content_type="text/plain")
    except registry.NoSuchGateway:
        return _refused(gateway, 404, "no such gateway")
    except Refused as problem:
        return _refused(gateway, 401, str(problem))


def _refused(gateway: str, status: int, why: str) -> HttpResponse:
    """Logged without the message: whoever sent it may have put anything in."""
    log.warning("notification.refused", gateway=gateway[:20], why=why)
    return HttpResponse(status=status, content_type="text/plain")
