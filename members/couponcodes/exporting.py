"""A batch of codes as a table for whoever prints or sends them."""

from collections.abc import Iterator
from typing import Any

from members.couponcodes import codes
from members.couponcodes.models import CouponBatch, CouponCode
from minishop import events
from minishop.imports import tables

HEADERS = ("Code", "As typed", "Given")
CHUNK = 5000


def table(*, batch: CouponBatch, actor: Any) -> Iterator[bytes]:
    """The batch's codes in the order they were made, piece by piece; that it was taken is written down."""
    events.emit("coupon_batch.exported", subject=batch, actor=actor, codes=batch.made)
    return tables.write(HEADERS, _rows(batch))


def _rows(batch: CouponBatch) -> Iterator[list[str]]:
    rows = CouponCode.objects.filter(batch=batch).order_by("pk")
    for code, issued in rows.values_list("code", "issued").iterator(chunk_size=CHUNK):
        yield [codes.shown(code, batch.prefix), code, "yes" if issued else ""]
