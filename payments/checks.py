"""What `check --deploy` refuses: a shop with real customers where payments can be rehearsed."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from payments.gateways import registry


@register(Tags.security, deploy=True)
def no_rehearsals_in_production(**_: Any) -> list[CheckMessage]:
    """The sandbox is enabled only in a demo: whoever finds its page pays nothing."""
    if settings.DEMO or "sandbox" not in registry.enabled():
        return []
    return [
        Error(
            "The sandbox gateway is enabled outside a demo: orders could be paid without money.",
            hint="Remove it from PAYMENT_GATEWAYS, or set DEMO=1 if no money is real here.",
            id="payments.E001",
        )
    ]
