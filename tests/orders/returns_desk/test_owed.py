"""Money that a gateway refused is given as store credit only while the gateway says that it did not leave."""

from decimal import Decimal

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from members.accounts.models import User
from members.credit import services as credit
from orders.tenders import services as tenders
from orders.tenders.models import NotOwed
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.gateways.sandbox.models import SandboxCharge, SandboxRefund
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    client.force_login(factories.staff("admin"))
    return client


@pytest.fixture
def part():
    """¥138 of a member's order that the gateway refused to send back."""
    order = factories.mixed(held=100)
    (part,) = tenders.give_back(order=order, amount=Decimal(138), reference="return:1")
    refunds.record(part.refund, RefundSnapshot(part.refund.number, RefundStatus.FAILED))
    return part


def give(boss, part):
    return boss.post(reverse("admin:orders_order_do", args=[part.tender.order_id, "as-store-credit"]))


def known(part, *, is_done):
    """The gateway has the refund in its books after all."""
    charge = SandboxCharge.objects.create(
        number=part.refund.payment.number,
        token="t",
        amount=138,
        paid_amount=138,
        refunded=138,
        currency="CNY",
    )
    SandboxRefund.objects.create(charge=charge, number=part.refund.number, amount=138, is_done=is_done)


def purse(part):
    return credit.balance(part.tender.order.user), Refund.objects.get().state


def test_what_its_gateway_never_sent_is_given_as_credit(boss, part):
    give(boss, part)

    assert purse(part) == (138, "replaced")


@pytest.mark.parametrize(("is_done", "state"), [(True, "done"), (False, "failed")])
def test_what_left_after_all_or_still_may_is_not_given_as_credit_too(boss, part, is_done, state):
    known(part, is_done=is_done)

    give(boss, part)

    assert purse(part) == (0, state)


def test_nobody_is_left_to_give_it_to_once_the_member_was_erased(part):
    User.objects.filter(pk=part.tender.order.user_id).update(erased_at=Now())

    with pytest.raises(NotOwed):
        tenders.as_credit(tender_refund=part)

    assert purse(part) == (0, "failed")
