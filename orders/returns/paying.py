"""What follows once the pieces are where they should be: money goes back, or others are sent.

Pieces that never left lie on the shelf again. Verbs hold the order's lock, then the return's.
"""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from minishop import states
from minishop.money import ZERO, written
from minishop.retries import retried
from orders.benefits import services as benefits
from orders.exchanges import services as exchanges
from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.returns import locking
from orders.returns.models import Return
from orders.tenders import services as tenders

State, Kind = Return.State, Return.Kind


def conclude(row: Return, actor: Any = None) -> Return:
    """As the kind wants it, the money goes back or others are sent; call it under the locks."""
    if row.kind == Kind.EXCHANGE:
        return replace(request=row, actor=actor)
    return pay_back(request=row, actor=actor)


@retried
@transaction.atomic
def pay_back(*, request: Return, actor: Any = None) -> Return:
    """What was agreed is on its way back by the order's tenders, and points the pieces cost are back; once.

    Raises:
        IllegalMove: nobody agreed, or the pieces are not here.
        NothingLeft: less than that is left of what was paid.
    """
    row = locking.locked(request)
    if row.state in {State.REFUNDING, State.DONE}:
        return row
    _ensure_decided(row, State.REFUNDING)
    amount = row.agreed_amount or ZERO
    states.move(
        row, "state", State.REFUNDING, event="return.refunding", actor=actor, order=row.order_id,
        tell={"amount": written(amount, row.currency)},
    )  # fmt: skip
    if amount:
        tenders.give_back(
            order=row.order, amount=amount, reference=row.reference, reason=row.number, actor=actor
        )
    benefits.pieces_back(order=row.order, pieces={part.line_id: part.count for part in row.lines.all()})
    _stay(row, actor)
    return _finish(row)


@retried
@transaction.atomic
def replace(*, request: Return, actor: Any = None) -> Return:
    """The replacement is ordered and paid with what was paid for these pieces; once.

    Raises:
        IllegalMove: nobody agreed, or the pieces are not here.
        OutOfStock: what is wanted instead is gone.
    """
    row = locking.locked(request)
    if row.state in {State.REPLACING, State.DONE}:
        return row
    _ensure_decided(row, State.REPLACING)
    made = exchanges.place(source=row.order, swaps=locking.swaps(row), reference=row.reference, actor=actor)
    states.move(
        row, "state", State.REPLACING, event="return.replacing", actor=actor, order=row.order_id,
        replacement=made,
    )  # fmt: skip
    _stay(row, actor)
    return row


def _ensure_decided(row: Return, to: str) -> None:
    """Raises IllegalMove unless it was agreed, by a second person too where one has to."""
    is_alone = row.state == State.SECOND and row.seconded_by_id is None
    if row.agreed_at is None or is_alone or not states.may_move(row, "state", to):
        raise states.IllegalMove(row, "state", to)


def _stay(row: Return, actor: Any) -> None:
    """Pieces that never left are on the shelf again; where none is left to send, the order is over."""
    waits = row.order.returns.filter(is_before_leaving=True, state__in=Return.UNDECIDED)
    if not waits.exists():
        fulfilment.settle_rest(row.order, actor)
        lifecycle.close_emptied(order=row.order, actor=actor)
    if row.is_before_leaving:
        locking.lie_there(row, actor)


def _finish(row: Return) -> Return:
    """A return all of whose money is back is done."""
    if row.state == State.REFUNDING and (not row.agreed_amount or tenders.is_done(row.reference)):
        states.move(row, "state", State.DONE, event="return.done", order=row.order_id, closed_at=Now())
    return row


@retried
@transaction.atomic
def arrived(reference: str) -> None:
    """The return whose money is all back is done; what else the reference may name is left alone."""
    what, _, pk = reference.partition(":")
    found = Return.objects.filter(pk=pk).first() if what == "return" else None
    if found:
        _finish(locking.locked(found))


@retried
@transaction.atomic
def replaced(*, request: Return) -> Return:
    """A return whose replacement arrived, or came to an end otherwise, is done."""
    row = locking.locked(request)
    if row.state == State.REPLACING and row.replacement and exchanges.is_over(row.replacement):
        states.move(row, "state", State.DONE, event="return.done", order=row.order_id, closed_at=Now())
    return row
