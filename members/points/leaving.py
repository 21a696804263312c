"""Points of an account that is joined into another, and of one whose person is erased."""

from django.db import transaction

from members.accounts.models import User
from members.lots import accounts, books, lots
from members.lots.models import LotEntry, PointsAccount, PointsGrant, PointsLot, PointsSpend
from minishop import ledger
from minishop.retries import retried


def join(kept: User, gone: User) -> None:
    """All points of one account, and what it owes, are the other's; in the transaction that joins them."""
    both = {pk: accounts.opened(pk) for pk in sorted((kept.pk, gone.pk))}
    to, source = both[kept.pk], both[gone.pk]
    PointsGrant.objects.filter(user=gone).update(user=kept)
    PointsLot.objects.filter(account=source).update(account=to)
    PointsSpend.objects.filter(account=source).update(account=to)
    _carry(to, source)


def _carry(to: PointsAccount, source: PointsAccount) -> None:
    """The balances follow the lots; what one owes the free points of the other pay."""
    brought, there = books.balances(source.user), books.balances(to.user)
    pays = min(brought[books.FREE] + there[books.FREE], -brought[books.DEBT] - there[books.DEBT])
    gains = brought | {
        books.FREE: brought[books.FREE] - pays,
        books.DEBT: brought[books.DEBT] + pays,
    }
    legs = books.legs_of(to.user, gains)
    legs += books.legs_of(source.user, {kind: -points for kind, points in brought.items()})
    if not legs:
        return
    reference = f"points-account:{source.pk}:joined:{to.pk}"
    posting = ledger.post(kind=books.MERGED, reference=reference, legs=legs)
    if pays:
        lots.write(posting, LotEntry.Kind.OWED, lots.picked(to.lots.free(), pays))


@retried
@transaction.atomic
def lapse(person: User) -> None:
    """Nothing is left of the points of somebody who is erased, and no words of ours about them."""
    PointsGrant.objects.filter(user=person).update(note="")
    PointsLot.objects.filter(account__user=person).update(words="")
    if PointsAccount.objects.filter(user=person).exists():
        empty(accounts.locked(person))


def empty(account: PointsAccount) -> None:
    """What is free or not settled ends, and what is owed is let off; what is held stays with its order."""
    there = books.balances(account.user)
    moves = {kind: -there[kind] for kind in (books.FREE, books.PENDING, books.DEBT)}
    if not any(moves.values()):
        return
    left = list(account.lots.filter(remaining__gt=0))
    last = LotEntry.objects.filter(lot__account=account).order_by("-pk").values_list("pk", flat=True).first()
    posting = books.post("points.lapsed", f"points-account:{account.pk}:{last}", account.user, moves)
    lots.write(posting, LotEntry.Kind.EXPIRED, [lots.Part(lot, lot.remaining) for lot in left])
