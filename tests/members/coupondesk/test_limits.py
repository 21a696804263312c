"""A limit is not set below what was claimed already."""

import pytest

from members.coupondesk.forms import CouponForm
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("limit", ["claim_limit", "per_day", "per_member"])
def test_no_limit_falls_below_what_was_claimed(limit):
    wen, coupon = factories.member(), factories.coupon(claim_limit=5, per_day=5, per_member=5)
    for _ in range(3):
        factories.issued(wen, coupon)

    forms = {most: CouponForm({limit: most}, instance=factories.fresh(coupon)) for most in (2, 3)}

    assert {most: form.errors.get(limit) for most, form in forms.items()} == {
        2: ["More were claimed already."], 3: None,
    }  # fmt: skip
