"""Rules of what comes back: asked, agreed or refused, sent, received."""

from decimal import Decimal

import pytest
from django.db.models.functions import Now
from hypothesis import strategies as st

from orders.orders.models import OrderLine
from orders.returns import services as returns
from orders.returns.models import Return as RealReturn
from orders.returns.models import SamePerson
from orders.returns.services import Piece
from orders.returns_goods import services as coming
from tests.orders.stateful.facts import Item, Line, Order, Return, Wanted
from tests.orders.stateful.shop import Shop, verb

Asking = tuple[Order, Line, int]
COUNT = st.integers(1, 3)


class After(Shop):
    # What may be asked now

    def before(self) -> list[Asking]:
        found = [(one, line) for one in self.model.orders.values() if one.is_alive for line in one.lines]
        return [(one, line, line.to_send) for one, line in found if line.to_send]

    def there(self, *, of_replacement: bool = False) -> list[Asking]:
        """Pieces the shopper has, and that no return asks for."""
        found = []
        for one in self.model.orders.values():
            if one.is_alive and one.is_replacement == of_replacement:
                for line in one.lines:
                    free = line.sent - (line.claimed - line.withdrawn)
                    if free > 0 and self.has_arrived(one, line):
                        found.append((one, line, free))
        return found

    def has_arrived(self, order: Order, line: Line) -> bool:
        boxes = [box for box in order.parcels if line.pk in box.pieces]
        return all(box.state in ("delivered", "voided") for box in boxes)

    def missing(self) -> list[Asking]:
        found = []
        for one in self.model.orders.values():
            for line in one.lines if one.is_alive else []:
                away = [box for box in one.parcels if box.state in ("shipped", "lost")]
                gone = sum(box.pieces.get(line.pk, 0) for box in away)
                told = [w for r in one.returns if r.stands and r.reason == "not_arrived" for w in r.lines]
                gone -= sum(w.quantity for w in told if w.line is line)
                if (free := min(gone, line.sent - (line.claimed - line.withdrawn))) > 0:
                    found.append((one, line, free))
        return found

    def rows(self, *states: str) -> list[Return]:
        return [row for row in self.model.returns.values() if row.state in states]

    def decidable(self) -> list[Return]:
        """Those that can be agreed to now: what is wanted instead is there."""
        return [row for row in self.rows("asked") if row.kind != "exchange" or self.there_is_room(row)]

    def exchangeable(self, found: list[Asking]) -> list[Asking]:
        return [(one, line, n) for one, line, n in found if self.room(self.wanted_instead(line), 3)]

    def wanted_instead(self, line: Line) -> Item:
        return self.instead[line.item[0]], line.item[1]

    def there_is_room(self, row: Return) -> bool:
        return all(self.room(self.wanted_instead(w.line), w.quantity) for w in row.lines)

    def houses_of(self, row: Return) -> dict[int, Item]:
        return {w.line.pk: self.wanted_instead(w.line) for w in row.lines}

    # Asking

    def ask(
        self, asking: Asking, count: int, kind: str, reason: str, back: str, *, by_staff: bool = False
    ) -> None:
        order, line, most = asking
        count = min(count, most)
        instead = self.instead[line.item[0]] if kind == "exchange" else None
        piece = Piece(OrderLine.objects.get(pk=line.pk), count, self.variants[instead] if instead else None)
        made = returns.ask(
            order=self.order(order), pieces=[piece], kind=kind, reason=reason, back=back, key=self.key(),
            store=self.houses[line.item[1]] if back == "store" else None,
            source="staff" if by_staff else "shopper", actor=self.staff[0] if by_staff else None,
        )  # fmt: skip
        self.deliver()
        is_before = back == "none" and reason == "changed_mind"
        row = Return(made.pk, kind, reason, back, is_before, [Wanted(line, count)])
        self.model.ask(order, row, self.houses_of(row), is_staff=by_staff)

    @verb(before, count=COUNT)
    def ask_before_leaving(self, asking: Asking, count: int) -> None:
        self.ask(asking, count, "refund", "changed_mind", "none")

    @verb(lambda self: self.exchangeable(self.before()), count=COUNT)
    def exchange_before_leaving(self, asking: Asking, count: int) -> None:
        self.ask(asking, count, "exchange", "changed_mind", "none")

    @verb(there, count=COUNT, back=st.sampled_from(["post", "store"]))
    def ask_to_return(self, asking: Asking, count: int, back: str) -> None:
        self.ask(asking, count, "return", "changed_mind", back)

    @verb(lambda self: self.there(of_replacement=True), count=COUNT)
    def return_a_replacement(self, asking: Asking, count: int) -> None:
        self.ask(asking, count, "return", "changed_mind", "post")

    @verb(lambda self: self.exchangeable(self.there()), count=COUNT)
    def ask_to_exchange(self, asking: Asking, count: int) -> None:
        self.ask(asking, count, "exchange", "changed_mind", "post")

    @verb(there, count=COUNT)
    def ask_for_a_fault(self, asking: Asking, count: int) -> None:
        """It is kept; delivery goes back with it."""
        self.ask(asking, count, "refund", "faulty", "none", by_staff=True)

    @verb(missing, count=COUNT)
    def ask_for_what_is_missing(self, asking: Asking, count: int) -> None:
        self.ask(asking, count, "refund", "not_arrived", "none")

    # Deciding

    @verb(decidable)
    def agree(self, row: Return) -> None:
        returns.agree(request=self.request(row), actor=self.staff[0])
        self.deliver()
        self.model.agree(row, self.staff[0].pk, houses=self.houses_of(row))

    @verb(lambda self: [row for row in self.rows("asked") if row.kind != "exchange" and row.amount > 1],
          percent=st.integers(0, 99))  # fmt: skip
    def agree_to_less(self, row: Return, percent: int) -> None:
        fen = row.amount * percent // 100
        told = {"amount": Decimal(fen) / 100, "answer": "Worn", "actor": self.staff[0]}
        returns.agree(request=self.request(row), **told)
        self.deliver()
        self.model.agree(row, self.staff[0].pk, fen)

    @verb(lambda self: self.rows("second"))
    def agree_as_the_second(self, row: Return) -> None:
        with pytest.raises(SamePerson):
            returns.second(request=self.request(row), actor=self.staff[0])
        returns.second(request=self.request(row), actor=self.staff[1])
        self.deliver()
        row.is_seconded = True
        self.model.go_on(row)

    @verb(lambda self: self.rows("asked", "second"))
    def refuse(self, row: Return) -> None:
        returns.refuse(request=self.request(row), answer="No", actor=self.staff[0])
        self.deliver()
        self.model.fall(row, "refused")

    @verb(lambda self: self.rows("asked", "second", "awaited"))
    def withdraw(self, row: Return) -> None:
        returns.withdraw(request=self.request(row))
        self.deliver()
        self.model.fall(row, "withdrawn")

    @verb(lambda self: self.rows("awaited", "sent"))
    def lapse(self, row: Return) -> None:
        RealReturn.objects.filter(pk=row.pk).update(goods_by=Now())
        coming.lapse(request=self.request(row), actor=self.staff[0])
        self.deliver()
        self.model.fall(row, "lapsed")

    # Coming back

    @verb(lambda self: [row for row in self.rows("awaited") if row.back == "post"])
    def send_back(self, row: Return) -> None:
        coming.send_back(request=self.request(row), carrier="SF", tracking="SF2")
        row.state = "sent"

    def receive(self, row: Return, came: dict[int, tuple[int, str]]) -> None:
        house = row.lines[0].line.item[1]
        told = {"store": self.houses[house], "actor": self.staff[0]}
        coming.receive(request=self.request(row), pieces=came, **told)
        self.deliver()
        self.model.receive(row, came, house)

    @verb(lambda self: self.rows("awaited", "sent"))
    def receive_all(self, row: Return) -> None:
        self.receive(row, {w.line.pk: (w.quantity, "shelf") for w in row.lines})

    @verb(lambda self: self.rows("awaited", "sent"))
    def receive_damaged(self, row: Return) -> None:
        self.receive(row, {w.line.pk: (w.quantity, "damaged") for w in row.lines})

    @verb(lambda self: [row for row in self.rows("awaited", "sent") if row.lines[0].quantity > 1])
    def receive_fewer(self, row: Return) -> None:
        self.receive(row, {w.line.pk: (w.quantity - 1, "shelf") for w in row.lines})

    @verb(lambda self: self.rows("awaited", "sent"))
    def receive_to_look_at(self, row: Return) -> None:
        self.receive(row, {w.line.pk: (w.quantity, "") for w in row.lines})

    @verb(lambda self: self.rows("received"))
    def find_it_good(self, row: Return) -> None:
        self.receive(row, {w.line.pk: (w.received or 0, "shelf") for w in row.lines})

    @verb(lambda self: self.rows("received"))
    def refuse_after_a_look(self, row: Return) -> None:
        returns.refuse(request=self.request(row), answer="Worn", actor=self.staff[0])
        self.deliver()
        self.model.fall(row, "refused")
