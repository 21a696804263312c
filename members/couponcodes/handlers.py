"""Codes are made slice by slice, each going on with the next."""

from members.couponcodes import services as couponcodes
from minishop import events
from minishop.events.models import Event


@events.on("coupon_batch.started", "coupon_batch.went_on")
def go_on(event: Event) -> None:
    couponcodes.go_on(event.data["batch"])
