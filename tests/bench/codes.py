"""How long unique codes take to make and to take home: `python -m tests.bench.codes [CODES]`.

In a database of its own a batch of so many codes (100,000 if not said) is made as the job makes it, slice
by slice, and written as its table; then the audit's row of codes is run, and must find nothing.
"""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from members.couponcodes import exporting  # noqa: E402
from members.couponcodes import services as couponcodes  # noqa: E402
from members.couponcodes.models import CouponCode  # noqa: E402
from members.coupons.models import Coupon  # noqa: E402
from minishop import audit  # noqa: E402
from tests.bench.audit import own_database  # noqa: E402

CODES = 100_000


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else CODES
    with own_database():
        coupon = Coupon.objects.create(title="Moon", kind="amount", value=80, way="code")
        batch = couponcodes.generate(coupon=coupon, quantity=wanted, prefix="MOON")
        started, slices = time.perf_counter(), []
        while batch.state != batch.State.DONE:
            before = time.perf_counter()
            couponcodes.go_on(batch.pk)
            slices.append(time.perf_counter() - before)
            batch.refresh_from_db()
        made = time.perf_counter() - started
        print(f"{wanted:,} codes made in {made:.1f} s, {len(slices)} slices of at most {max(slices):.2f} s")
        started = time.perf_counter()
        size = sum(map(len, exporting.table(batch=batch, actor=None)))
        print(f"written as a table of {size / 1e6:.1f} MB in {time.perf_counter() - started:.1f} s")
        found = audit.run("C5")[0].findings
        there = CouponCode.objects.values("code").distinct().count()
        print(f"{there:,} different codes, {len(found)} findings of the audit")
        sys.exit(bool(found) or there != wanted)


if __name__ == "__main__":
    main()
