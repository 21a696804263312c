"""Pieces on their way back, and what becomes of them: the shelf, the books of what is damaged, or nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Now

from minishop import events, states
from minishop.money import ZERO, rounded
from minishop.retries import retried
from orders.returns import amounts, approval, falling, locking, paying, rules
from orders.returns.models import Return, ReturnLine, WrongPieces
from orders.stock import returning
from orders.stock import services as stock
from orders.stores.models import Store

State, Fate = Return.State, ReturnLine.Fate
#: By line: how many came, and what they are fit for; without a fate they are still to be looked at.
Came = Mapping[int, tuple[int, str]]


@retried
@transaction.atomic
def send_back(*, request: Return, carrier: str, tracking: str, actor: Any = None) -> Return:
    """The pieces are with a carrier under that number; told again, the number is mended.

    Raises:
        IllegalMove: nobody waits for a parcel.
    """
    row = locking.locked(request)
    facts: dict[str, Any] = {"carrier": carrier[:60], "tracking_number": tracking[:60]}
    if row.state == State.SENT:
        Return.objects.filter(pk=row.pk).update(**facts)
        row.refresh_from_db(fields=list(facts))
        return row
    if row.back != Return.Back.POST:
        raise states.IllegalMove(row, "state", State.SENT)
    states.move(
        row, "state", State.SENT, event="return.sent", actor=actor, order=row.order_id, sent_at=Now(), **facts
    )
    return row


@retried
@transaction.atomic
def receive(*, request: Return, pieces: Came, actor: Any, store: Store | None = None) -> Return:
    """So many pieces are here, and once each has its fate the money goes back, or others are sent.

    Fewer than were asked bring less. Those without a fate wait to be looked at; say it again with one.

    Raises:
        WrongPieces: none came, more than were asked, or of a line that is not in it.
        IllegalMove: nobody waits for them.
    """
    row = locking.locked(request)
    if row.state in {State.REFUNDING, State.REPLACING, State.DONE}:
        return row
    parts = list(row.lines.select_related("line__order", "line__variant").order_by("line__variant_id", "pk"))
    _ensure_fits(row, parts, pieces)
    _note(row, store, actor)
    for part in parts:
        _count(row, part, *pieces.get(part.line_id, (0, Fate.UNKNOWN)))
    locking.recount(row.order)
    _recompute(row, parts)
    if any(part.received and not part.fate for part in parts):
        return row
    done = paying.conclude(row, actor)
    _put_away(row, parts, actor)
    return done


def _ensure_fits(row: Return, parts: list[ReturnLine], pieces: Came) -> None:
    """Raises WrongPieces unless what came is of the return, and something came."""
    most = {part.line_id: part.quantity for part in parts}
    counts = {line: count for line, (count, _fate) in pieces.items()}
    fates = {fate for _count, fate in pieces.values()}
    if not any(counts.values()) or not set(counts) <= set(most) or not fates <= set(Fate.values):
        raise WrongPieces(row)
    if any(not 0 <= count <= most[line] for line, count in counts.items()):
        raise WrongPieces(row)


def _note(row: Return, store: Store | None, actor: Any) -> None:
    """It is received, by whom and where; what was received before stays so."""
    facts: dict[str, Any] = {"store": store or row.store or _sender(row)}
    if row.state == State.RECEIVED:
        Return.objects.filter(pk=row.pk).update(**facts)
        row.store = facts["store"]
        return
    facts |= {"received_by": actor, "received_at": Now()}
    states.move(
        row, "state", State.RECEIVED, event="return.received", actor=actor, order=row.order_id, **facts
    )


def _sender(row: Return) -> Store:
    return row.lines.select_related("line__fulfilment__store").order_by("pk")[0].line.fulfilment.store


def _count(row: Return, part: ReturnLine, came: int, fate: str) -> None:
    part.received, part.fate = came, fate if came else Fate.UNKNOWN
    _share(row, part)
    part.save(update_fields=["received", "fate", "amount", "delivery_amount"])


def _share(row: Return, part: ReturnLine) -> None:
    """The line comes to what its pieces do, as many as came."""
    part.amount = part.delivery_amount = ZERO
    if part.count:
        piece, why = rules.Piece(part.line, part.count), rules.REASONS[row.reason]
        share = amounts.share(piece, row.kind, why, before=row.is_before_leaving, besides=row)
        part.amount, part.delivery_amount = share.amount, share.delivery


def _recompute(row: Return, parts: list[ReturnLine]) -> None:
    """The return comes to what came; less than was agreed for more pieces, in proportion."""
    said = row.lines.aggregate(amount=Sum("amount"), delivery=Sum("delivery_amount"))
    if said["amount"] == row.amount:
        return
    agreed = row.agreed_amount or ZERO
    fair = rounded(agreed * said["amount"] / row.amount, row.currency) if row.amount else ZERO
    facts: dict[str, Decimal] = {"amount": said["amount"], "delivery_amount": said["delivery"]}
    facts["agreed_amount"] = min(fair, said["amount"])
    Return.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db(fields=list(facts))


def _put_away(row: Return, parts: list[ReturnLine], actor: Any) -> None:
    for part in parts:
        if part.received:
            returning.come_back(
                variant=part.line.variant,
                store=row.store,  # type: ignore[arg-type]  # _note has set it
                quantity=part.received,
                reference=part.reference,
                is_damaged=part.fate == Fate.DAMAGED,
                actor=actor,
            )


@retried
@transaction.atomic
def lapse(*, request: Return, actor: Any = None) -> Return:
    """The pieces never came, and the return is over; by itself only once their time has run out.

    Raises:
        IllegalMove: they are here, or nobody waits for them.
    """
    row = locking.locked(request)
    is_due = Return.objects.due_to_lapse().filter(pk=row.pk).exists()
    if row.state == State.LAPSED or (actor is None and not is_due):
        return row
    return falling.fall(row, State.LAPSED, "return.lapsed", actor)


@retried
@transaction.atomic
def refund_instead(*, request: Return, actor: Any) -> Return:
    """Money goes back after all instead of other pieces, which are free again; what was agreed stays so.

    Delivery goes back too where it would have; what only a second person may agree to stays where it was.

    Raises:
        IllegalMove: the replacement is ordered, or it is over.
    """
    row = locking.locked(request)
    if row.kind != Return.Kind.EXCHANGE:
        return row
    if row.state not in {*Return.UNDECIDED, State.AWAITED, State.SENT, State.RECEIVED}:
        raise states.IllegalMove(row, "state", State.REFUNDING)
    parts = list(row.lines.select_related("line__order"))
    stock.release(references=[part.reference for part in parts])
    row.kind = Return.Kind.REFUND if row.back == Return.Back.NONE else Return.Kind.RETURN
    for part in parts:
        part.instead = None
        _share(row, part)
        part.save(update_fields=["instead", "amount", "delivery_amount"])
    row.amount = sum((part.amount for part in parts), ZERO)
    row.delivery_amount = sum((part.delivery_amount for part in parts), ZERO)
    if row.agreed_amount is not None and row.seconded_by_id is None:
        most = settings.REFUND_SECOND_ABOVE - approval.alone(row)
        row.agreed_amount = min(row.amount, max(row.agreed_amount, most))
    elif row.agreed_amount is not None:
        row.agreed_amount = row.amount
    row.save(update_fields=["kind", "amount", "delivery_amount", "agreed_amount"])
    events.emit("return.refunded_instead", subject=row, actor=actor, order=row.order_id)
    return row
