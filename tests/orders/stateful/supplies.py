"""What brings an order, in one step, to where rules may happen that seldom may; none counts as a rule."""

from tests.orders.stateful import bank
from tests.orders.stateful.after import After
from tests.orders.stateful.buying import MOST_DUE, Buying
from tests.orders.stateful.facts import Item, Line, Order, Part, Payment, Return
from tests.orders.stateful.repaying import Repaying
from tests.orders.stateful.sending import Sending
from tests.orders.stateful.shop import MOST_ORDERS, supply

LEAVING = ("pick", "ask_before_leaving", "exchange_before_leaving", "cancel_paid")


class Supplies(Buying, Sending, After, Repaying):
    def items(self) -> list[Item]:
        return list(self.model.stock) if len(self.model.orders) < MOST_ORDERS else []

    def dear(self) -> list[Item]:
        """So dear that somebody has to agree; and two of them need two."""
        return [item for item in self.items() if item[0] == max(self.variants)]

    def stock_up(self, item: Item) -> None:
        if not self.room(item, 3):
            self.take("receive_stock", item, count=8)

    # Steps that several of them have

    def begun(self, item: Item, *, is_sent: bool = False) -> tuple[Order, Payment]:
        self.stock_up(item)
        order = self.place([(item[0], 2, None if is_sent else item[1])], next(iter(self.members)))
        self.take("start_to_pay", order, gateway=bank.FIRST)
        return order, order.live[0]

    def with_credit(self, item: Item) -> Order:
        self.stock_up(item)
        member = next(iter(self.members))
        self.take("grant_credit", member, fen=20_000)
        return self.place([(item[0], 2, item[1])], member)

    def paid_for(self, item: Item, *, is_sent: bool = False) -> tuple[Order, Part]:
        order, payment = self.begun(item, is_sent=is_sent)
        self.take("pay", (order, payment))
        return order, order.parts[0]

    def sent(self, item: Item) -> Order:
        of = self.paid_for(item, is_sent=True)
        self.take("pack_some", of, count=9)
        self.take("ship", (of[0], of[0].parcels[0]))
        return of[0]

    def bought(self, item: Item) -> tuple[Order, Line, int]:
        of = self.paid_for(item)
        self.take("hand_over", of)
        return of[0], of[0].lines[0], 2

    def agreed(self, row: Return) -> Return:
        if row.state == "asked":
            self.take("agree", row)
        if row.state == "second":
            self.take("agree_as_the_second", row)
        return row

    def awaited(self, item: Item) -> Return:
        asking = self.bought(item)
        self.take("ask_to_return", asking, count=2, back="post")
        return self.agreed(asking[0].returns[0])

    def repaid(self, item: Item, mood: str) -> Order:
        order, _part = self.paid_for(item)
        self.take("bank_answers", 1, mood=mood)
        self.take("cancel_paid", order)
        return order

    # Buying

    @supply(lambda self: self.due() if len(self.due()) >= MOST_DUE else [],
            "place_to_collect", "place_to_send", "place_both")  # fmt: skip
    def room_for_others(self, order: Order) -> None:
        self.take("cancel_unpaid", order, is_called_off=True)

    @supply(lambda self: [item for item in self.items() if not self.room(item, 3)],
            "place_to_collect", "place_to_send", "place_both")  # fmt: skip
    def new_stock(self, item: Item) -> None:
        self.stock_up(item)

    @supply(items, "hold_credit", "start_to_pay")
    def one_of_somebody_with_credit(self, item: Item) -> None:
        self.with_credit(item)

    @supply(items, "pay_with_credit_alone")
    def credit_for_all_of_it(self, item: Item) -> None:
        self.take("hold_credit", self.with_credit(item))

    @supply(items, "change_the_bank", "pay", "pay_in_silence", "pay_another_amount", "decline",
            "cancel_unpaid", "expire")  # fmt: skip
    def an_attempt(self, item: Item) -> None:
        self.begun(item)

    @supply(items, "ask_the_bank")
    def an_untold_payment(self, item: Item) -> None:
        self.take("pay_in_silence", self.begun(item))

    @supply(items, "pay_twice")
    def a_change_of_banks(self, item: Item) -> None:
        self.take("bank_answers", 1, mood="well")
        order, _closed = self.begun(item)
        self.take("change_the_bank", order)
        self.take("pay", (order, order.live[0]))

    @supply(items, "pay_after_expiry")
    def one_that_ran_out(self, item: Item) -> None:
        self.take("bank_answers", 1, mood="well")
        self.take("expire", self.begun(item)[0])

    @supply(items, "pay_after_cancelling")
    def one_given_up(self, item: Item) -> None:
        self.take("bank_answers", 1, mood="well")
        order, _payment = self.begun(item)
        self.take("cancel_unpaid", order, is_called_off=bool(len(self.model.orders) % 2))

    # Leaving the house

    @supply(items, "put_on_the_shelf", "hand_over", *LEAVING)
    def one_to_collect(self, item: Item) -> None:
        self.paid_for(item)

    @supply(items, "pack_some", *LEAVING)
    def one_to_send(self, item: Item) -> None:
        self.paid_for(item, is_sent=True)

    @supply(items, "nobody_comes", "keep_longer")
    def one_on_the_shelf(self, item: Item) -> None:
        self.take("put_on_the_shelf", self.paid_for(item))

    @supply(items, "unpack", "ship")
    def a_parcel(self, item: Item) -> None:
        self.take("pack_some", self.paid_for(item, is_sent=True), count=9)

    @supply(items, "ship_what_was_asked_back")
    def a_parcel_asked_back(self, item: Item) -> None:
        of = self.paid_for(item, is_sent=True)
        self.take("pack_some", of, count=9)
        self.take("ask_before_leaving", (of[0], of[0].lines[0], 2), count=1)

    @supply(items, "deliver_parcel", "lose_parcel", "ask_for_what_is_missing", "cancel_what_has_left")
    def a_parcel_on_its_way(self, item: Item) -> None:
        self.sent(item)

    # Coming back

    @supply(items, "ask_to_return", "ask_to_exchange", "ask_for_a_fault", "complete")
    def one_that_is_there(self, item: Item) -> None:
        self.bought(item)

    @supply(items, "return_a_replacement")
    def a_replacement(self, item: Item) -> None:
        order, _part = self.paid_for(item)
        other = (self.instead[item[0]], item[1])
        self.stock_up(other)
        self.take("exchange_before_leaving", (order, order.lines[0], 2), count=2)
        row = self.agreed(order.returns[0])
        made = self.model.orders[row.replacement or 0]
        self.take("hand_over", (made, made.parts[0]))

    @supply(dear, "agree", "agree_to_less", "refuse")
    def a_dear_request(self, item: Item) -> None:
        self.take("ask_to_return", self.bought(item), count=2, back="post")

    @supply(dear, "agree_as_the_second")
    def one_for_a_second(self, item: Item) -> None:
        asking = self.bought(item)
        self.take("ask_to_return", asking, count=2, back="post")
        self.take("agree", asking[0].returns[0])

    @supply(items, "withdraw", "lapse", "send_back", "receive_all", "receive_damaged", "receive_fewer",
            "receive_to_look_at")  # fmt: skip
    def one_to_come_back(self, item: Item) -> None:
        self.awaited(item)

    @supply(items, "find_it_good", "refuse_after_a_look")
    def one_to_look_at(self, item: Item) -> None:
        self.take("receive_to_look_at", self.awaited(item))

    # Money on its way back

    @supply(items, "ask_about_a_refund")
    def a_refund_nobody_heard_of(self, item: Item) -> None:
        self.repaid(item, "late")

    @supply(items, "refund_arrives", "refund_fails")
    def a_refund(self, item: Item) -> None:
        self.repaid(item, "well")

    @supply(items, "send_a_refund_again", "give_credit_instead")
    def a_refund_that_failed(self, item: Item) -> None:
        order = self.repaid(item, "well")
        refund = order.tenders[0].backs[0].refund
        self.take("refund_fails", refund)
