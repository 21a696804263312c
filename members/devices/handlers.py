"""A password that staff set anew ends the sessions it opened, and their rows."""

from members.devices import services as devices
from minishop import events
from minishop.events.models import Event


@events.on("staff.password_set")
def end_sessions(event: Event) -> None:
    devices.end_of(event.subject_id)
