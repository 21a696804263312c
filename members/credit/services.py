"""Verbs of store credit: give, take back, read, join, and let lapse. Each moves the ledger once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.credit import books
from members.credit.models import CreditGrant, CreditKeyReused, NotGiven, TooMuchCredit
from minishop import events, ledger
from minishop.money import Money, rounded
from minishop.registry import Registry
from minishop.retries import retried

MOST_LINES = 100
GRANT_MUCH = "members.grant_much_credit"
WORDS = {
    "credit.granted": _("Given by the house"),
    "credit.issued": _("Given instead of money that could not be sent back"),
    "credit.held": _("Used for an order"),
    "credit.released": _("Free again: the order was not paid"),
    "credit.given_back": _("Came back from an order"),
    "credit.lapsed": _("Lapsed"),
    books.MERGED: _("Brought over from your other account"),
}
TAKEN = _("Taken back by the house")

#: What a posting's reference is about, by the reference's first word, as (name, address) for its reader.
About = Callable[[list[str]], dict[str, tuple[str, str]]]
subjects: Registry[About] = Registry("subject of store credit")


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of a member's free credit, and what there was after it."""

    at: datetime
    words: Any
    amount: Decimal
    after: Decimal
    #: What it is about, and where that is read; empty where nobody tells.
    about: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Every movement, the latest first; their amounts sum to the balance."""

    balance: Decimal
    held: Decimal
    currency: str
    lines: list[Line]
    #: What there was before the first of these lines, where there are older ones.
    before: Decimal | None = None


def balance(user: User, currency: str = "") -> Decimal:
    """What the member may spend now."""
    return books.balance(user, currency or settings.CURRENCY)


def statement(user: User, currency: str = "") -> Statement:
    """The member's credit line by line, the latest ones."""
    currency = currency or settings.CURRENCY
    rows = list(books.entries(user, currency)[: MOST_LINES + 1])
    shown, more = rows[:MOST_LINES], rows[MOST_LINES:]
    about = _about([row.posting.reference for row in shown])
    lines = [_line(row, *about.get(row.posting.reference, ("", ""))) for row in shown]
    held = books.balance(user, currency, books.HELD)
    before = more[0].balance_after if more else None
    return Statement(books.balance(user, currency), held, currency, lines, before)


def known(user: User) -> Money | None:
    """What the member may spend now; nothing for whoever never had any."""
    mine = [row for row in books.all_of(user) if row.kind == books.FREE and row.unit == settings.CURRENCY]
    return Money(mine[0].balance or Decimal(0), mine[0].unit) if mine else None


def _line(row: Any, about: str, href: str) -> Line:
    words = WORDS.get(row.posting.kind, row.posting.kind)
    if row.posting.kind == "credit.granted" and row.amount < 0:
        words = TAKEN
    return Line(row.posting.at, words, row.amount, row.balance_after, about, href)


def _about(references: list[str]) -> dict[str, tuple[str, str]]:
    told: dict[str, tuple[str, str]] = {}
    for name, tell in subjects:
        told |= tell([each for each in references if each.startswith(f"{name}:")])
    return told


@retried
@transaction.atomic
def grant(
    *,
    user: User,
    amount: Decimal,
    reason: str,
    key: str,
    note: str = "",
    currency: str = "",
    actor: Any = None,
) -> CreditGrant:
    """The member has so much more credit, or less where it is negative; once for each key.

    Raises:
        TooMuchCredit: over settings.CREDIT_GRANT_LIMIT, and whoever gives may not give so much.
        CreditKeyReused: the key stands for something else.
        Insufficient: more would be taken than there is.
        NotGiven: nothing, finer than the smallest coin, or to somebody who was erased.
    """
    currency = currency or settings.CURRENCY
    user = _standing(user)
    if known := CreditGrant.objects.filter(key=key).first():
        if (known.user_id, known.amount, known.currency) != (user.pk, amount, currency):
            raise CreditKeyReused(known)
        return known
    if not amount or amount != rounded(amount, currency) or user.erased_at:
        raise NotGiven(f"{amount} {currency} is not given to {user.pk}")
    if abs(amount) > settings.CREDIT_GRANT_LIMIT and not (actor and actor.has_perm(GRANT_MUCH)):
        raise TooMuchCredit(amount, Decimal(settings.CREDIT_GRANT_LIMIT))
    told = {"amount": amount, "currency": currency, "reason": reason, "note": note[:200], "actor": actor}
    row = CreditGrant.objects.create(key=key, user=user, **told)
    books.post("credit.granted", user, Money(amount, currency), f"credit-grant:{row.pk}")
    events.emit("credit.granted", subject=row, actor=actor, member=user.pk, amount=str(amount))
    return row


def _standing(user: User) -> User:
    """The member, locked: nobody is erased, or becomes one with another, before what follows is done."""
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return _standing(row.merged_into) if row.merged_into else row


def join(kept: User, gone: User) -> None:
    """All credit of one account, free and held, is the other's; inside the transaction that joins them."""
    CreditGrant.objects.filter(user=gone).update(user=kept)
    for source in books.all_of(gone):
        if source.balance:
            target = books.account(source.kind, kept, source.unit)
            legs = [(source, -source.balance), (target, source.balance)]
            ledger.post(kind=books.MERGED, reference=f"account:{source.pk}:member:{kept.pk}", legs=legs)


@retried
@transaction.atomic
def lapse(person: User) -> None:
    """Nothing is left of the credit of somebody who is erased, and no words of ours about them."""
    CreditGrant.objects.filter(user=person).update(note="")
    for row in books.all_of(person):
        if row.kind == books.FREE and row.balance:
            last = row.entries.order_by("-pk").values_list("pk", flat=True)[0]
            books.post("credit.lapsed", person, Money(row.balance, row.unit), f"entry:{last}")
