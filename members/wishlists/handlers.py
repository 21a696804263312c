"""A saved piece that is on the shelf again says so on the list."""

from members.wishlists import services as wishlists
from minishop import events
from minishop.events.models import Event


@events.on("variant.back")
def note(event: Event) -> None:
    wishlists.came_back(variant_id=event.data["variant"])
