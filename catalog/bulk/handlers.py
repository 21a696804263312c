"""The job of a bulk edit: a slice, and an event that goes on."""

from catalog.bulk import services as bulk
from minishop import events
from minishop.events.models import Event


@events.on("bulk.started", "bulk.went_on", outside=True)
def go_on(event: Event) -> None:
    bulk.go_on(event.data["edit"])
