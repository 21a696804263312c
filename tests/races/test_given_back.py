"""Pieces that leave while their money is asked back."""

import time

import pytest
from django.db import transaction

from minishop.events.models import Event
from orders.fulfilment import leaving
from orders.fulfilment import services as fulfilment
from orders.fulfilment.leaving import NotPaid
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def meet(race):
    """What the hand-over was answered, and whether the money had been asked back before it."""
    order = factories.order()
    payment, row = order.tenders.get().payment, order.fulfilments.get()

    def give_back() -> Refund:
        with transaction.atomic():
            made = refunds.refund(payment=payment, amount=order.total, reference="staff:1")
            time.sleep(0.02)  # the admin has more to write before it commits
            return made

    answers = race(2, lambda i: give_back() if i else fulfilment.hand_over(fulfilment=row))
    assert isinstance(answers[1], Refund)
    left = Event.objects.filter(name="fulfilment.handed_over", subject=f"fulfilment:{row.pk}").first()
    asked = Event.objects.get(name="refund.requested", subject=f"refund:{answers[1].pk}")
    return answers[0], left is not None and asked.pk < left.pk


def test_money_asked_back_first_keeps_the_pieces_here(race):
    for _ in range(10):
        answer, left_unpaid = meet(race)
        assert isinstance(answer, NotPaid) or answer.state == "done"
        assert not left_unpaid


def test_without_the_payments_lock_pieces_leave_whose_money_goes_back(race, until, monkeypatch):
    """Guard off: the hand-over reads the refunds without waiting for the one under way."""
    monkeypatch.setattr(leaving, "hold_money", lambda order: None)

    assert until(lambda: meet(race)[1])
