from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from minishop.events.models import Event
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox.models import SandboxRefund
from payments.refunds import services as refunds
from payments.refunds.models import Refund

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund(captured) -> Refund:
    return refunds.refund(payment=captured(), amount=Decimal("100.00"), reference="return:1")


def test_a_request_the_gateway_never_heard_of_is_sent_again_under_its_number(refund):
    assert refunds.ask(refund).state == "accepted"
    assert SandboxRefund.objects.get().number == refund.number


def test_the_timer_finishes_what_no_notification_told(refund):
    refund = refunds.send(refund)
    sandbox.finish_refund(SandboxRefund.objects.get().pk)
    assert refunds.ask_due() == 0
    Refund.objects.update(ask_at=timezone.now() - timedelta(seconds=1))
    assert refunds.ask_due() == 1
    refund.refresh_from_db()
    assert (refund.state, refund.ask_at) == ("done", None)


def test_news_again_or_stale_changes_nothing(refund):
    done = RefundSnapshot(refund.number, RefundStatus.DONE)
    for _ in range(3):
        refunds.record(refund, done)
    refunds.record(refund, RefundSnapshot(refund.number, RefundStatus.ACCEPTED))
    refunds.record(refund, RefundSnapshot(refund.number, RefundStatus.FAILED))
    refund.refresh_from_db()
    assert refund.state == "done"
    assert Event.objects.filter(name="refund.done").count() == 1


def test_news_of_another_refund_is_refused(refund):
    with pytest.raises(ValueError, match="says nothing about"):
        refunds.record(refund, RefundSnapshot("R1", RefundStatus.DONE))
    refund.refresh_from_db()
    assert refund.state == "requested"
