"""Rules of what leaves the house: picked, packed, sent, lost, handed over, or never collected."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from hypothesis import strategies as st

from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.shipments import services as shipments
from orders.shipments.models import AskedBack, Shipment
from tests.orders.stateful.facts import Order, Parcel, Part
from tests.orders.stateful.goods import IN_HOUSE
from tests.orders.stateful.shop import Shop, verb

Of = tuple[Order, Part]
Boxed = tuple[Order, Parcel]


class Sending(Shop):
    def parts(self, way: str, *states: str) -> list[Of]:
        alive = [one for one in self.model.orders.values() if one.is_alive]
        return [
            (one, part) for one in alive for part in one.parts if part.way == way and part.state in states
        ]

    def with_pieces(self, way: str, *states: str) -> list[Of]:
        return [(o, part) for o, part in self.parts(way, *states) if any(ln.to_send for ln in o.of(part))]

    def to_pack(self) -> list[Of]:
        return [(order, part) for order, part in self.parts("ship", *IN_HOUSE) if order.to_pack(part)]

    def boxes(self, *states: str) -> list[Boxed]:
        return [
            (one, box) for one in self.model.orders.values() for box in one.parcels if box.state in states
        ]

    def shippable(self) -> list[Boxed]:
        alive = [(one, box) for one, box in self.boxes("packed") if one.is_alive and not one.is_given_back]
        return [(one, box) for one, box in alive if self.model.may_ship(one, box)]

    def asked_back(self) -> list[Boxed]:
        alive = [(one, box) for one, box in self.boxes("packed") if one.is_alive and not one.is_given_back]
        return [(one, box) for one, box in alive if not self.model.may_ship(one, box)]

    def collectable(self) -> list[Of]:
        states = (*IN_HOUSE, "no_show")
        return [(one, part) for one, part in self.with_pieces("pickup", *states) if not one.is_given_back]

    def finished(self) -> list[Order]:
        return [
            one
            for one in self.model.orders.values()
            if one.state == "open" and one.paid == "paid"
            if all(part.state in ("done", "cancelled") for part in one.parts)
        ]

    def box(self, parcel: Parcel) -> Shipment:
        return Shipment.objects.get(pk=parcel.pk)

    # In the house

    @verb(lambda self: self.with_pieces("ship", "open") + self.with_pieces("pickup", "open"))
    def pick(self, of: Of) -> None:
        fulfilment.pick(fulfilment=self.part(of[1]), actor=self.staff[0])
        of[1].state = "picking"

    @verb(lambda self: self.with_pieces("pickup", "open", "picking", "packed"))
    def put_on_the_shelf(self, of: Of) -> None:
        fulfilment.ready(fulfilment=self.part(of[1]), actor=self.staff[0])
        of[1].state = "ready"

    @verb(to_pack, count=st.integers(1, 9))
    def pack_some(self, of: Of, count: int) -> None:
        """One parcel of several, or all of it."""
        order, part = of
        wanted: dict[int, int] = {}
        for line, free in order.to_pack(part).items():
            if take := min(free, count):
                wanted[line], count = take, count - take
        made = shipments.pack(fulfilment=self.part(part), pieces=wanted, actor=self.staff[0])
        self.deliver()
        self.model.pack(order, part, Parcel(made.pk, part.pk, wanted))

    @verb(lambda self: self.boxes("packed"))
    def unpack(self, boxed: Boxed) -> None:
        shipments.void(shipment=self.box(boxed[1]), actor=self.staff[0])
        self.deliver()
        self.model.void(*boxed)

    # Leaving it

    @verb(shippable)
    def ship(self, boxed: Boxed) -> None:
        shipments.ship(shipment=self.box(boxed[1]), tracking="SF1", actor=self.staff[0])
        self.deliver()
        self.model.ship(*boxed)

    @verb(asked_back)
    def ship_what_was_asked_back(self, boxed: Boxed) -> bool:
        with pytest.raises(AskedBack):
            shipments.ship(shipment=self.box(boxed[1]), tracking="SF1", actor=self.staff[0])
        return False

    @verb(lambda self: self.boxes("shipped", "lost"))
    def deliver_parcel(self, boxed: Boxed) -> None:
        shipments.deliver(shipment=self.box(boxed[1]))
        self.deliver()
        self.model.arrive_there(*boxed)

    @verb(lambda self: self.boxes("shipped"))
    def lose_parcel(self, boxed: Boxed) -> None:
        shipments.lost(shipment=self.box(boxed[1]))
        self.deliver()
        self.model.lose(*boxed)

    @verb(collectable)
    def hand_over(self, of: Of) -> None:
        fulfilment.hand_over(fulfilment=self.part(of[1]), actor=self.staff[0])
        self.deliver()
        self.model.hand_over(*of)

    @verb(lambda self: self.with_pieces("pickup", "ready"))
    def nobody_comes(self, of: Of) -> None:
        Fulfilment.objects.filter(pk=of[1].pk).update(keep_until=Now() - timedelta(seconds=5))
        fulfilment.no_show(fulfilment=self.part(of[1]))
        self.deliver()
        self.model.no_show(*of)

    @verb(
        lambda self: [one for one in self.with_pieces("pickup", "ready", "no_show") if one[0].state == "open"]
    )
    def keep_longer(self, of: Of) -> None:
        fulfilment.keep(fulfilment=self.part(of[1]), days=7, actor=self.staff[0])
        self.deliver()
        of[1].state = "ready"

    @verb(finished)
    def complete(self, order: Order) -> None:
        lifecycle.complete(order=self.order(order))
        self.deliver()
        self.model.complete(order)
