"""A refused refund is sent again by itself after growing pauses, under its own number; then staff decide."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models.functions import Now

from minishop import events
from minishop.states import IllegalMove
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.refunds import again
from payments.refunds import services as refunds
from payments.refunds.models import Refund

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(captured):
    row = refunds.refund(payment=captured(), amount=Decimal(38), reference="return:1")
    return refuse(row)


def refuse(row):
    return refunds.record(row, RefundSnapshot(row.number, RefundStatus.FAILED, failure="frozen"))


def due():
    """Its pause is over, and the sweep has run."""
    Refund.objects.filter(retry_at__isnull=False).update(retry_at=Now() - timedelta(seconds=1))
    return again.retry_due()


def test_it_waits_its_pause_and_is_sent_again_under_its_number(refused):
    assert again.retry_due() == 0

    assert due() == 1

    row = Refund.objects.get()
    assert (row.state, row.number, row.retries, row.retry_at) == ("requested", refused.number, 1, None)
    assert [event.name for event in events.timeline(row)].count("refund.requested") == 2


def test_money_that_left_after_all_is_written_and_not_sent_again(refused):
    row = refunds.record(refused, RefundSnapshot(refused.number, RefundStatus.DONE))

    assert (row.state, row.retry_at, row.done_at is None) == ("done", None, False)
    assert due() == 0
    assert [event.name for event in events.timeline(row)].count("refund.done") == 1


def test_after_four_times_it_is_shown_to_staff_and_sent_no_more(refused):
    pauses = []
    for _ in refunds.AGAIN:
        row = Refund.objects.get()
        pauses.append(row.retry_at)
        assert not Refund.objects.refused().exists()
        due()
        refuse(row)

    assert len(set(pauses)) == 4
    assert Refund.objects.refused().get().retries == 4
    assert due() == 0


def test_pauses_grow():
    assert list(refunds.AGAIN) == sorted(set(refunds.AGAIN))


def test_staff_may_send_it_again_meanwhile_and_the_timer_then_does_not(refused):
    refunds.retry(refused)

    assert due() == 0
    assert Refund.objects.get().retries == 0


def test_where_nothing_is_left_of_its_payment_it_waits_for_staff(refused):
    payment = refused.payment
    refunds.refund(payment=payment, amount=refunds.left(payment), reference="return:2")

    due()

    refused.refresh_from_db()
    assert (refused.state, refused.retry_at) == ("failed", None)
    assert refunds.left(payment) == 0


def test_what_was_given_otherwise_is_never_sent(refused):
    again.replace(refused)

    assert due() == 0
    refused.refresh_from_db()
    assert refused.state == "replaced"
    with pytest.raises(IllegalMove):
        refunds.retry(refused)


def test_only_a_refused_one_is_given_otherwise(captured):
    row = refunds.refund(payment=captured(), amount=Decimal(38), reference="return:1")

    with pytest.raises(IllegalMove):
        again.replace(row)

    row.refresh_from_db()
    assert row.state == "requested"
