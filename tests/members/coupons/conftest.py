"""Coupons, and the audit's rows of them after each test that asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.coupons.models import IssuedCoupon
from tests import factories
from tests.corruption import findings

ROWS = ("C1", "C2", "C4", "C5", "O3")


@pytest.fixture
def wen(db):
    return factories.member()


@pytest.fixture
def clean(db):
    """Asked for by tests that leave coupons whole."""
    yield
    assert {code: rows for code in ROWS if (rows := findings(code))} == {}


@pytest.fixture
def ended():
    """As if the coupons' time had run out a minute ago."""

    def end(*rows: IssuedCoupon) -> None:
        past = timezone.now() - timedelta(minutes=1)
        IssuedCoupon.objects.filter(pk__in=[row.pk for row in rows]).update(ends_at=past)

    return end
