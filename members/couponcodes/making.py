"""A batch of unique codes is made by a job, a slice at a time.

A slice and what it leaves to do are one transaction: its codes, how many there are now, and the event
that goes on. A worker that is killed leaves a whole slice or none, and its delivery is run again.
"""

from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from members.couponcodes import codes
from members.couponcodes.models import CouponBatch
from members.coupons.models import Coupon
from minishop import events, states
from minishop.retries import retried

State = CouponBatch.State
SLICE = 5000
#: So many at most in one batch.
MOST = 1_000_000
INSERT = """
INSERT INTO members_couponcode (batch_id, code) SELECT %s, unnest(%s::text[])
ON CONFLICT (code) DO NOTHING
"""


@transaction.atomic
def generate(*, coupon: Coupon, quantity: int, prefix: str = "", actor: Any = None) -> CouponBatch:
    """So many unique codes of the coupon are being made; each begins with the prefix.

    Raises:
        ValueError: none, too many, a prefix too long, or a coupon that is not had by codes.
    """
    prefix = codes.normal(prefix)
    if not 0 < quantity <= MOST or len(prefix) > 8 or coupon.way != Coupon.Way.CODE:
        raise ValueError(f"{quantity} codes of {coupon} with {prefix!r}")
    batch = CouponBatch.objects.create(coupon=coupon, quantity=quantity, prefix=prefix, actor=actor)
    states.move(batch, "state", State.MAKING, event="coupon_batch.started", actor=actor, batch=batch.pk)
    return batch


@retried
@transaction.atomic
def go_on(batch_id: int) -> int:
    """The next slice is made, and an event goes on with the rest; how many codes it was."""
    batch = CouponBatch.objects.select_for_update(no_key=True).get(pk=batch_id)
    if batch.state != State.MAKING:
        return 0
    made = _insert(batch, min(SLICE, batch.quantity - batch.made))
    batch.made += made
    batch.save(update_fields=["made"])
    if batch.made < batch.quantity:
        events.emit("coupon_batch.went_on", subject=batch, batch=batch.pk)
    else:
        states.move(batch, "state", State.DONE, event="coupon_batch.done", done_at=Now())
    return made


def _insert(batch: CouponBatch, count: int) -> int:
    """How many of so many random codes nobody had yet; the others are drawn by the next slice."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [batch.pk, codes.made(count, batch.prefix)])
        return cursor.rowcount
