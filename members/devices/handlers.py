"""What staff change about a person ends sessions: a new password, and an account that is closed."""

from django.contrib.auth import get_user_model

from members.devices import services as devices
from minishop import events
from minishop.events.models import Event


@events.on("staff.password_set")
def end_sessions(event: Event) -> None:
    devices.end_of(event.subject_id)


@events.on("person.changed")
def end_closed(event: Event) -> None:
    """Opened again, an account is signed in nowhere."""
    if not event.data["is_active"]:
        devices.end_all(user=get_user_model().objects.get(pk=event.subject_id), actor=event.actor)
