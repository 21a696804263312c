"""What ends by itself, a batch at a time, and who is told before.

One statement moves a batch and writes each move's event; whoever is at a row is passed by. A sweep that
was killed has moved whole batches or none, and the next goes on with the rest.
"""

from collections import defaultdict

from django.db import connection, models, transaction
from django.db.models.functions import Now

from members.coupons.models import IssuedCoupon
from minishop import events
from minishop.retries import retried

BATCH = 1000
EXPIRE = """
WITH due AS (
    SELECT id, state FROM members_issuedcoupon
    WHERE state IN ('ready', 'offered') AND ends_at <= now()
    ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED),
moved AS (
    UPDATE members_issuedcoupon issued SET state = 'expired' FROM due WHERE issued.id = due.id
    RETURNING issued.id, issued.coupon_id, issued.user_id, due.state AS before),
recalled AS (
    UPDATE members_coupongift gift SET recalled_at = now() FROM due
    WHERE gift.issued_id = due.id AND taken_at IS NULL AND recalled_at IS NULL)
INSERT INTO minishop_event (name, subject, data)
SELECT %(event)s, 'issuedcoupon:' || id, jsonb_build_object(
    'column', 'state', 'from', before, 'to', 'expired', 'coupon', coupon_id, 'member', user_id)
FROM moved
"""


def expire_due(limit: int = BATCH) -> int:
    """Coupons whose time is over are expired, and those on their way to a friend with them; how many."""
    done = 0
    while more := _expire(limit):
        done += more
    return done


@retried
@transaction.atomic
def _expire(limit: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(EXPIRE, {"most": limit, "event": "coupon.expired"})
        return cursor.rowcount


def remind_due(limit: int = BATCH) -> int:
    """Members whose coupons end within their `remind_days` are told, once for each coupon; how many are.

    One `coupon.expiring` for each member and sweep, about the member, with the numbers of their
    `coupons` in its data, the soonest to end first.
    """
    done = 0
    while more := _remind(limit):
        done += more
    return done


@retried
@transaction.atomic
def _remind(limit: int) -> int:
    rows = list(_ending().select_for_update(of=("self",), skip_locked=True)[:limit])
    IssuedCoupon.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=Now())
    of: dict[int, list[IssuedCoupon]] = defaultdict(list)
    for row in rows:
        of[row.user_id or 0].append(row)
    for theirs in of.values():
        soonest = sorted(theirs, key=lambda row: (row.ends_at, row.pk))
        events.emit("coupon.expiring", subject=theirs[0].user, coupons=[row.pk for row in soonest])
    return len(of)


def _ending() -> models.QuerySet[IssuedCoupon]:
    """Usable ones of members who were not told yet, within the days their coupon says."""
    days = models.functions.Cast("coupon__remind_days", models.IntegerField())
    span = models.Func(days, function="make_interval", template="%(function)s(days => %(expressions)s)",
                       output_field=models.DurationField())  # fmt: skip
    rows = IssuedCoupon.objects.usable().filter(reminded_at=None, user__isnull=False)
    rows = rows.filter(ends_at__lte=models.ExpressionWrapper(Now() + span, models.DateTimeField()))
    return rows.select_related("user").order_by("user", "pk")
