"""Messages are handed over after the transaction that wrote them, and given up when that keeps failing."""

from minishop import events
from minishop.events.models import Delivery, Event
from minishop.notify import services as notify


@events.on("message.queued", outside=True)
def hand_over(event: Event) -> None:
    notify.hand_over(event.data["message"])


HAND_OVER = f"{__name__}.{hand_over.__name__}"


@events.on("delivery.dead")
def give_up(event: Event) -> None:
    if event.data["handler"] == HAND_OVER:
        dead = Delivery.objects.select_related("event").get(event=event.data["event"], handler=HAND_OVER)
        notify.fail(dead.event.data["message"], dead.error)
