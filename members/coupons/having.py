"""Verbs by which a coupon is had: claimed, issued, bought for points; and by which it is taken away.

One coupon is one row in `IssuedCoupon`, and counted three times in the same transaction: for its member,
for the day, and in all, in this order, each by an UPDATE that is conditional on the limit. The member's
row is locked first, so that nobody is erased or joined with another meanwhile.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Now, TruncDate

from members.accounts.models import User
from members.coupons.models import Coupon, IssuedCoupon, NotClaimable, NotUsable
from members.tiers import services as tiers
from members.tiers.models import Tier
from minishop import events, states
from minishop.retries import retried

log = structlog.get_logger(__name__)

State, Way = IssuedCoupon.State, Coupon.Way
#: What a counter may not pass; a count without a limit always grows.
WITHIN = "WHERE %(most)s::int IS NULL OR kept.claimed < %(most)s"
COUNT = """
INSERT INTO {table} AS kept (coupon_id, {column}, claimed) VALUES (%(coupon)s, %(value)s, 1)
ON CONFLICT (coupon_id, {column}) DO UPDATE SET claimed = kept.claimed + 1 {within} RETURNING 1
"""
#: What is all gone, unless this very claim had one of them.
GONE = """
SELECT 1 FROM members_coupon coupon WHERE id = %s AND claimed >= claim_limit AND NOT EXISTS (
    SELECT FROM members_issuedcoupon issued WHERE issued.coupon_id = coupon.id AND source = %s)
"""
KEY = 64


@dataclass(frozen=True, slots=True)
class Terms:
    """When one that is had now begins and ends, and the shop's own day it counts for."""

    day: date
    starts_at: datetime
    ends_at: datetime | None


@retried
def claim(*, user: User, coupon: Coupon, key: str) -> IssuedCoupon:
    """The member has one more of the coupon; once for each key.

    Raises:
        NotClaimable: it can't be claimed, not now, not by them, or they are all gone.
    """
    if coupon.way != Way.CLAIM:
        raise NotClaimable(coupon, "way")
    source = f"claim:{user.pk}:{short(key)}"
    _unless_gone(coupon, source)
    with transaction.atomic():
        return have(coupon, user, source)


@retried
@transaction.atomic
def issue(*, coupon: Coupon, user: User, source: str, actor: Any = None) -> IssuedCoupon:
    """The member has one more of the coupon; once for each source.

    Its limits bind everybody. Its tiers and its first day bind what is issued by itself; staff may give
    it to anybody, and before its time, from which on it can then be used.

    Raises:
        NotClaimable: it is switched off, over, or all gone, or they had theirs.
    """
    return have(coupon, user, source, actor=actor)


def issue_by(*, trigger: str, user: User, source: str, tier: Tier | None = None) -> list[IssuedCoupon]:
    """The member has what the trigger gives: of a tier's, those for the tier; once for each source.

    What can't be had by them (any more) is left out.
    """
    rows = Coupon.objects.open().filter(way=Way.AUTO, trigger=trigger).order_by("pk")
    given = []
    for coupon in rows.filter(tiers=tier) if tier else rows:
        try:
            given.append(issue(coupon=coupon, user=user, source=source))
        except NotClaimable as problem:
            log.info("coupon.not_issued", coupon=coupon.pk, why=problem.why)
    return given


def short(key: str) -> str:
    """The key, or its digest where it is long."""
    return key if len(key) <= KEY else sha256(key.encode()).hexdigest()


def have(coupon: Coupon, user: User | None, source: str, *, actor: Any = None) -> IssuedCoupon:
    """One more of the coupon, counted; without a user it is a guest's. Within the caller's transaction.

    Raises:
        NotClaimable: it can't be had; nothing moved.
    """
    person = standing(user, coupon) if user else None
    if known := IssuedCoupon.objects.filter(coupon=coupon, source=source).first():
        return known
    fresh = _as_it_stands(coupon)
    terms = _terms(fresh, is_given=actor is not None)
    if actor is None:
        of_its_tiers(fresh, person)
    _count(fresh, person, terms.day)
    row = IssuedCoupon.objects.create(
        coupon=fresh, user=person, source=source, day=terms.day, starts_at=terms.starts_at,
        ends_at=terms.ends_at,
    )  # fmt: skip
    facts: dict[str, Any] = {
        "coupon": fresh.pk,
        "member": person.pk if person else None,
        "by": source.partition(":")[0],
    }
    events.emit("coupon.issued", subject=row, actor=actor, **facts)
    return row


def standing(user: User, coupon: Coupon) -> User:
    """The member, locked; of an account that was joined into another, the other.

    Raises:
        NotClaimable: nobody is given coupons who works here, or whose account is closed.
    """
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if row.merged_into_id:
        return standing(User(pk=row.merged_into_id), coupon)
    if row.is_staff or not row.is_active or row.erased_at:
        raise NotClaimable(coupon, "person")
    return row


def _unless_gone(coupon: Coupon, source: str) -> None:
    """What is all gone is refused without a lock: nobody waits in line for nothing."""
    with connection.cursor() as cursor:
        cursor.execute(GONE, [coupon.pk, source])
        if cursor.fetchone():
            raise NotClaimable(coupon, "gone")


def _as_it_stands(coupon: Coupon) -> Coupon:
    """The coupon now, with the database's `now` and the shop's own `today`."""
    today = TruncDate(Now(), tzinfo=ZoneInfo(settings.TIME_ZONE))
    return Coupon.objects.annotate(now=Now(), today=today).get(pk=coupon.pk)


def _terms(coupon: Any, *, is_given: bool) -> Terms:
    if not coupon.is_on:
        raise NotClaimable(coupon, "off")
    if coupon.starts_at and coupon.starts_at > coupon.now and not is_given:
        raise NotClaimable(coupon, "early")
    begins = max(coupon.now, coupon.starts_at or coupon.now)
    lasts = begins + timedelta(days=coupon.days) if coupon.days else None
    ends = min((each for each in (coupon.ends_at, lasts) if each), default=None)
    if ends and ends <= coupon.now:
        raise NotClaimable(coupon, "over")
    return Terms(coupon.today, begins, ends)


def of_its_tiers(coupon: Coupon, person: User | None) -> None:
    wanted = set(coupon.tiers.values_list("pk", flat=True))
    if wanted and (person is None or tiers.tier_of(person).pk not in wanted):
        raise NotClaimable(coupon, "tier")


def _count(coupon: Coupon, person: User | None, day: date) -> None:
    """One more for the member, the day, and in all.

    Raises:
        NotClaimable: a limit is reached.
    """
    if person and not counted("couponholder", "user_id", coupon.pk, person.pk, coupon.per_member):
        raise NotClaimable(coupon, "member")
    if not counted("couponday", "day", coupon.pk, day, coupon.per_day):
        raise NotClaimable(coupon, "day")
    if not Coupon.objects.filter(_left(), pk=coupon.pk).update(claimed=models.F("claimed") + 1):
        raise NotClaimable(coupon, "gone")


def counted(table: str, column: str, coupon: int, value: Any, most: int | None) -> bool:
    """Whether the counter was still below its limit, and is now higher by one."""
    if most == 0:
        return False
    sql = COUNT.format(table=f"members_{table}", column=column, within=WITHIN)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"coupon": coupon, "value": value, "most": most})
        return cursor.fetchone() is not None


def _left() -> models.Q:
    return models.Q(claim_limit=None) | models.Q(claimed__lt=models.F("claim_limit"))


@retried
@transaction.atomic
def revoke(*, issued: IssuedCoupon, actor: Any = None, why: str = "") -> IssuedCoupon:
    """The coupon can't be used any more; a link that offers it opens nothing.

    Raises:
        NotUsable: an order has it.
    """
    row = IssuedCoupon.objects.select_for_update().get(pk=issued.pk)
    if row.state in (State.REVOKED, State.EXPIRED):
        return row
    if not states.may_move(row, "state", State.REVOKED):
        raise NotUsable(row, row.state)
    withdraw_offer(row)
    states.move(row, "state", State.REVOKED, event="coupon.revoked", actor=actor, why=why[:200])
    return row


def withdraw_offer(row: IssuedCoupon) -> None:
    """What was offered to a friend is called back; within the caller's transaction, under the row's lock."""
    row.gifts.filter(taken_at=None, recalled_at=None).update(recalled_at=Now())
