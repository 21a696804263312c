"""The job of a gift for many: a slice, and an event that goes on."""

from members.bulkgrants import services as bulkgrants
from minishop import events
from minishop.events.models import Event


@events.on("bulk_grant.started", "bulk_grant.went_on", outside=True)
def go_on(event: Event) -> None:
    bulkgrants.go_on(event.data["grant"])
