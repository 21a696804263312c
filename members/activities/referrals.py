"""Members bring newcomers: by a link of their own, kept in a cookie, bound when the newcomer joins.

A newcomer is brought once, by somebody else, and only if they joined after they opened the link. It brings
points when their first order was kept past its return window, so that nobody is paid for an order that
goes back.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from members.accounts import standing
from members.accounts.models import User
from members.activities import services as activities
from members.activities.models import Invitation, Referral
from minishop import events
from minishop.retries import retried

#: Without look-alikes.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 8
REFERRED, INVITED = "referred", "invited"


@retried
@transaction.atomic
def invitation(*, user: User) -> Invitation | None:
    """The member's own invitation, made when it is first asked for; none for whoever is no member."""
    person = standing.member(user)
    if person is None:
        return None
    mine = Invitation.objects.filter(user=person).order_by("pk").first()
    return mine or Invitation.objects.create(user=person, code=_code())


def of(code: str) -> Invitation | None:
    """The invitation of this code, while whoever made it is a member."""
    found = Invitation.objects.filter(code=code.lower(), user__is_active=True, user__is_staff=False)
    return found.select_related("user").first()


@dataclass(frozen=True, slots=True)
class Brought:
    """How many a member brought, and how many of them keep an order."""

    joined: int
    rewarded: int


def brought(user: User) -> Brought:
    rows = Referral.objects.filter(referrer=user).values_list("rewarded_at", flat=True)
    return Brought(len(rows), sum(1 for at in rows if at))


@retried
@transaction.atomic
def bind(*, newcomer: User, code: str, opened_at: datetime) -> Referral | None:
    """The newcomer was brought by whoever made the code; nobody who was here before, and none by themselves.

    Both rows are locked, in the order of their keys.
    """
    invited = of(code)
    if invited is None or invited.user_id == newcomer.pk or newcomer.joined_at < opened_at:
        return None
    both = [standing.member(each) for each in sorted([invited.user, newcomer], key=lambda one: one.pk)]
    if None in both or Referral.objects.filter(newcomer=newcomer).exists():
        return None
    row = Referral.objects.create(referrer=invited.user, newcomer=newcomer)
    events.emit("referral.bound", subject=row, actor=newcomer, referrer=invited.user_id, newcomer=newcomer.pk)
    return row


@retried
@transaction.atomic
def order_kept(*, user: User) -> Referral | None:
    """An order of the member's was kept past its return window: the first one rewards who brought them, once.

    Both are told by the activities `referred` and `invited`, which say what it brings.
    """
    row = Referral.objects.select_related("referrer", "newcomer").filter(newcomer=user).first()
    if row is None:
        return None
    people = {row.referrer_id: (row.referrer, REFERRED), row.newcomer_id: (row.newcomer, INVITED)}
    both = [(standing.member(person), code) for _pk, (person, code) in sorted(people.items())]
    if Referral.objects.filter(pk=row.pk, rewarded_at=None).update(rewarded_at=Now()):
        for person, code in both:
            if person:
                activities.done(user=person, code=code, source=f"referral:{row.pk}")
        events.emit("referral.rewarded", subject=row, referrer=row.referrer_id, newcomer=row.newcomer_id)
    return row


def _code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
