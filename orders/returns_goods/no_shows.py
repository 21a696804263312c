"""Nobody came: what was kept to be collected goes back to the shelf, and its money to the shopper."""

from orders.fulfilment.models import Fulfilment
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import Piece


def ask_back(*, fulfilment: Fulfilment, key: str) -> Return | None:
    """All its pieces that wait are asked back in the shopper's place; nothing, where none is paid for."""
    fulfilment = Fulfilment.objects.select_related("order").get(pk=fulfilment.pk)
    pieces = [Piece(line, line.to_send) for line in fulfilment.lines.all() if line.to_send]
    is_over = fulfilment.state != Fulfilment.State.NO_SHOW or not fulfilment.order.is_paid
    if is_over or not pieces:
        return None
    return returns.ask(
        order=fulfilment.order, pieces=pieces, kind=Return.Kind.REFUND, reason="not_collected", key=key,
        source=Return.Source.NO_SHOW,
    )  # fmt: skip
