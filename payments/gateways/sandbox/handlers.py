"""The sandbox's own jobs: it pays late, and notifies the shop with signed bytes like any provider."""

import time

from minishop import events
from minishop.events.models import Event
from payments.gateways.sandbox import gateway, wire
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox.models import SandboxCharge
from payments.inbox import services as inbox


@events.on("sandbox.postponed")
def pay_later(event: Event) -> None:
    """The payment that was to come later has been made, or is waited for."""
    if not sandbox.settle(event.data["charge"]):
        raise events.Later(sandbox.LATE.total_seconds())


@events.on("sandbox.decided", outside=True)
def notify_of_charge(event: Event) -> None:
    """The shop was told; where the payer asked for it, twice."""
    row = SandboxCharge.objects.get(pk=event.data["charge"])
    times = 2 if row.script == SandboxCharge.Script.DUPLICATE else 1
    for _ in range(times):
        _send(event, "charge", gateway.facts(row))


@events.on("sandbox.refunding", outside=True)
def notify_of_refund(event: Event) -> None:
    """The refund is done in the sandbox's books, and the shop was told."""
    row = sandbox.finish_refund(event.data["refund"])
    _send(event, "refund", gateway.refund_facts(row))


def _send(event: Event, kind: str, facts: dict) -> None:
    body = wire.pack(f"evt_{event.pk}", kind, facts)
    inbox.receive("sandbox", wire.sign(body, int(time.time())), body)
