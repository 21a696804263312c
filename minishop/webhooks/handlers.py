"""Webhooks hear of every public event that one of them wants."""

from minishop import events
from minishop.events import catalogue
from minishop.events.models import Event
from minishop.webhooks import services as webhooks


def is_wanted(name: str) -> bool:
    return name in catalogue.announcements and webhooks.wanted(name)


@events.on_any(is_wanted)
def tell(event: Event) -> None:
    webhooks.tell(event)
