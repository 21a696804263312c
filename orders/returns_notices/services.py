"""Tells whoever ordered how their return goes, once for each thing that happened."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from orders.history import moments
from orders.notices import services as notices
from orders.returns.models import Return
from orders.returns_words import reading

State, Back = Return.State, Return.Back


def agreed(back: Return) -> None:
    """The shopper knows where the pieces go and until when; money that goes at once tells itself."""
    if back.state != State.AWAITED or back.store is None:
        return
    with translation.override(back.order.language):
        facts = {"house": back.store.t.name, "address": back.store.t.address}
        day = moments.day(back.goods_by) if back.goods_by else ""
    _tell(back, "return-agreed", by_post=back.back == Back.POST, day=day, **facts)


def refused(back: Return) -> None:
    """The shopper knows why not."""
    _tell(back, "return-refused", answer=back.answer)


def received(back: Return) -> None:
    """The shopper knows that the pieces are here, where somebody has still to look at them."""
    if back.state == State.RECEIVED:
        with translation.override(back.order.language):
            house = reading.house(back)
        _tell(back, "return-received", house=house)


def money_goes(back: Return) -> None:
    """The shopper knows how much goes back, and why it is less where it is."""
    is_less = back.agreed_amount is not None and back.agreed_amount < back.amount
    _tell(back, "return-money", less=is_less, answer=back.answer)


def replaced(back: Return) -> None:
    """The shopper knows the order that travels instead."""
    if back.replacement is not None:
        _tell(back, "return-replacing", replacement=back.replacement.number)


def lapsed(back: Return) -> None:
    """The shopper knows that nothing came, and that nothing changed."""
    _tell(back, "return-lapsed")


def owed(back: Return, *, refund: int) -> None:
    """The shopper knows that money could not be sent and that it is still theirs."""
    _tell(back, "return-owed", reference=f"refund-refused:{refund}")


def _tell(back: Return, kind: str, *, reference: str = "", **facts: Any) -> None:
    path = reverse("return", args=[back.order.number, back.number])
    told = {"name": back.order.contact_name, "amount": reading.amount(back), **facts}
    notices.tell(back.order, kind, reference or back.reference, **(told | {"path": path}))
