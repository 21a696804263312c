"""Verbs of returns: ask, agree, second, refuse, withdraw; what follows on a decision stands in paying.

Always: the pieces of returns that stand are counted in their lines (`locking.recount`), so that none is
asked for twice and none is sent that is asked back; a return's refunds sum to what was agreed. Every
verb locks the order first, then the return, and is repeated without effect.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from minishop import events, states
from minishop.money import ZERO, rounded, written
from minishop.retries import retried
from orders.exchanges import services as exchanges
from orders.orders.models import Order
from orders.returns import album, amounts, approval, falling, locking, paying, rules
from orders.returns.amounts import Quote, Share
from orders.returns.models import NeedsWords, Return, ReturnLine, SamePerson, WrongAmount
from orders.returns.paying import arrived, pay_back, replace, replaced
from orders.returns.rules import NotReturnable, Piece, Wish
from orders.stores.models import Store

State, Kind, Back, Source = Return.State, Return.Kind, Return.Back, Return.Source


def quote(order: Order, pieces: Sequence[Piece], kind: str, reason: str, back: str = "") -> Quote:
    """What would go back for the pieces, each share apart; nothing is asked.

    Raises:
        NotReturnable: no such reason.
    """
    why = rules.reason_of(reason)
    before = Wish(pieces, kind, why, back or Back.NONE).before
    return Quote([(piece, amounts.share(piece, kind, why, before=before)) for piece in pieces])


def ask(
    *,
    order: Order,
    pieces: Sequence[Piece],
    kind: str,
    reason: str,
    note: str = "",
    back: str = "",
    store: Store | None = None,
    photos: Sequence[Any] = (),
    key: str,
    source: str = Source.SHOPPER,
    actor: Any = None,
) -> Return:
    """The pieces are asked back, once for each key; within the rules and the limit it is agreed at once.

    `photos` are files fit to be kept (their hidden data taken out); they are stored before anything is
    locked, and thrown away where nothing came of it.

    Raises:
        NotReturnable: a rule forbids it.
        OutOfStock: what is wanted instead is not to be had.
    """
    if known := Return.objects.filter(order=order, key=key).first():
        return known
    names = album.keep(photos[: album.MOST])
    try:
        wish = Wish(pieces, kind, rules.reason_of(reason), back or Back.NONE, store, len(names))
        return _ask(order, wish, names, actor=actor, key=key, source=source, note=note[:500])
    finally:
        album.throw_away(names)


@retried
@transaction.atomic
def _ask(order: Order, wish: Wish, photos: Sequence[str], *, actor: Any, **said: Any) -> Return:
    order = locking.order_of(order.pk)
    if known := Return.objects.filter(order=order, key=said["key"]).first():
        return known
    wish = _as_it_stands(order, wish)
    rules.check(order, wish, is_shopper=said["source"] == Source.SHOPPER)
    row = _write(order, wish, **said)
    album.paste(row, photos)
    locking.recount(order)
    events.emit(
        "return.asked", subject=row, actor=actor, order=order.pk, kind=row.kind, reason=row.reason,
        source=row.source, amount=written(row.amount, row.currency),
    )  # fmt: skip
    if approval.is_automatic(row, wish):
        Return.objects.filter(pk=row.pk).update(is_automatic=True)
        row.is_automatic = True
        return _agreed(row, row.amount, "", None)
    if row.kind == Kind.EXCHANGE:
        exchanges.ensure_there(locking.swaps(row))
    return row


def _as_it_stands(order: Order, wish: Wish) -> Wish:
    """The wish about the lines as they are now, under the order's lock."""
    lines = {line.pk: line for line in order.lines.select_related("fulfilment__store", "variant", "order")}
    pieces = [
        Piece(lines.get(piece.line.pk, piece.line), piece.quantity, piece.instead) for piece in wish.pieces
    ]
    return Wish(pieces, wish.kind, wish.reason, wish.back, wish.store, wish.photos)


def _write(order: Order, wish: Wish, **said: Any) -> Return:
    """The return and its lines; what comes by post comes to the house it was sent from."""
    shares = [
        (piece, amounts.share(piece, wish.kind, wish.reason, before=wish.before)) for piece in wish.pieces
    ]
    whole = Quote(shares)
    post = wish.pieces[0].line.fulfilment.store if wish.back == Back.POST else None
    row = Return.objects.create(
        order=order,
        number=f"{order.number}-R{order.returns.count() + 1}",
        kind=wish.kind,
        reason=wish.reason.code,
        is_before_leaving=wish.before,
        back=wish.back,
        store=wish.store if wish.back == Back.STORE else wish.store or post,
        currency=order.currency,
        amount=whole.amount,
        delivery_amount=whole.delivery,
        **said,
    )
    ReturnLine.objects.bulk_create(_part(row, piece, share) for piece, share in shares)
    return row


def _part(row: Return, piece: Piece, share: Share) -> ReturnLine:
    return ReturnLine(
        of=row,
        line=piece.line,
        quantity=piece.quantity,
        amount=share.amount,
        delivery_amount=share.delivery,
        instead=piece.instead,
    )


@retried
@transaction.atomic
def agree(*, request: Return, amount: Decimal | None = None, answer: str = "", actor: Any) -> Return:
    """Staff agreed: pieces are awaited, or the money goes back at once; over the limit another has to.

    Less than was computed is given only with words. What was agreed before stays as it was.

    Raises:
        WrongAmount: more than was computed, finer than a coin, less in an exchange, or agreed otherwise.
        NeedsWords: less, and nothing says why.
        SamePerson: it is their own order.
        IllegalMove: it is over.
        OutOfStock: what is wanted instead is gone.
    """
    row = locking.locked(request)
    if row.agreed_at and row.state not in Return.FALLEN:
        if amount is not None and amount != row.agreed_amount:
            raise WrongAmount(row, amount)
        return row
    if not states.may_move(row, "state", State.AWAITED) or _ended_with_order(row):
        raise states.IllegalMove(row, "state", State.AWAITED)
    if row.order.user_id is not None and row.order.user_id == getattr(actor, "pk", None):
        raise SamePerson(row)
    return _agreed(row, _fitting(row, amount, answer), answer, actor)


def _ended_with_order(row: Return) -> bool:
    """Whether its order was cancelled, and all money went back, while nobody had decided."""
    return row.order.state == Order.State.CANCELLED


def _fitting(row: Return, amount: Decimal | None, answer: str) -> Decimal:
    if amount is None or amount == row.amount:
        return row.amount
    is_whole = amount == rounded(amount, row.currency)
    if not is_whole or not 0 <= amount <= row.amount or row.kind == Kind.EXCHANGE:
        raise WrongAmount(row, amount)
    if not answer.strip():
        raise NeedsWords(row)
    return amount


def _agreed(row: Return, amount: Decimal, answer: str, actor: Any) -> Return:
    facts = {"agreed_amount": amount, "agreed_by": actor, "agreed_at": Now(), "answer": answer[:300]}
    if row.kind == Kind.EXCHANGE:
        exchanges.hold(locking.swaps(row))
    if not row.is_automatic and amount + approval.alone(row) > settings.REFUND_SECOND_ABOVE:
        states.move(
            row, "state", State.SECOND, event="return.agreed", actor=actor, order=row.order_id,
            tell={"amount": written(amount, row.currency), "waits_for_second": True}, **facts,
        )  # fmt: skip
        return row
    return _go_on(row, "return.agreed", actor, **facts)


def _go_on(row: Return, event: str, actor: Any, **facts: Any) -> Return:
    """Pieces that have to come are awaited; else what was agreed is done."""
    amount = written(facts.get("agreed_amount", row.agreed_amount) or ZERO, row.currency)
    told: dict[str, Any] = {"order": row.order_id, "amount": amount, "is_automatic": row.is_automatic}
    if row.back != Back.NONE:
        until = Now() + timedelta(days=settings.RETURN_GOODS_DAYS)
        states.move(row, "state", State.AWAITED, event=event, actor=actor, tell=told, goods_by=until, **facts)
        return row
    Return.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db(fields=list(facts))
    events.emit(event, subject=row, actor=actor, **told)
    return paying.conclude(row, actor)


@retried
@transaction.atomic
def second(*, request: Return, actor: Any) -> Return:
    """Another of staff agreed too, and it goes on.

    Raises:
        SamePerson: it is who agreed first, or their own order.
        IllegalMove: it waits for no second person.
    """
    row = locking.locked(request)
    if row.seconded_by_id is not None and row.state not in Return.FALLEN:
        return row
    if row.state != State.SECOND or _ended_with_order(row):
        raise states.IllegalMove(row, "state", State.AWAITED)
    if actor.pk in {row.agreed_by_id, row.order.user_id}:
        raise SamePerson(row)
    return _go_on(row, "return.seconded", actor, seconded_by=actor)


@retried
@transaction.atomic
def refuse(*, request: Return, answer: str, actor: Any) -> Return:
    """Nothing goes back, and the shopper is told why; pieces that came are theirs, and how they go back.

    Raises:
        NeedsWords: nothing says why.
        IllegalMove: it was agreed to, or is over.
    """
    row = locking.locked(request)
    if row.state == State.REFUSED:
        return row
    if not answer.strip():
        raise NeedsWords(row)
    return falling.fall(row, State.REFUSED, "return.refused", actor, answer=answer[:300])


@retried
@transaction.atomic
def withdraw(*, request: Return, actor: Any = None) -> Return:
    """The shopper keeps the pieces after all, or they are sent after all.

    Raises:
        IllegalMove: they are on their way back, or it is over.
    """
    row = locking.locked(request)
    if row.state == State.WITHDRAWN:
        return row
    return falling.fall(row, State.WITHDRAWN, "return.withdrawn", actor)


__all__ = [
    "NotReturnable", "Piece", "agree", "arrived", "ask", "pay_back", "quote", "refuse", "replace",
    "replaced", "second", "withdraw",
]  # fmt: skip
