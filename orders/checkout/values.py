"""What checkout takes and what it answers when it cannot go on."""

from dataclasses import dataclass
from decimal import Decimal

from orders.stores.models import Store


@dataclass(frozen=True, slots=True)
class Details:
    """What the shopper typed. `way` is "ship", "pickup", or "" for as arranged in the bag."""

    name: str
    phone: str = ""
    email: str = ""
    way: str = ""
    store: Store | None = None
    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    #: Who is at that address, where it is somebody else than whom we write to.
    recipient: str = ""
    recipient_phone: str = ""
    note: str = ""
    is_gift: bool = False
    gift_note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was shown: a price, fewer pieces, none at all, or the total."""

    kind: str
    title: str = ""
    before: Decimal | int | None = None
    after: Decimal | int | None = None


class QuoteChanged(Exception):
    """What is to be paid differs from what was accepted; nothing was placed."""

    def __init__(self, differences: list[Difference]) -> None:
        self.differences = differences
        super().__init__(f"{len(differences)} differences")


class NothingToOrder(Exception):
    """No line of the bag can be had."""
