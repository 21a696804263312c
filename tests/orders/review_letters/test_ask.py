"""The letter that asks how a piece is."""

from datetime import timedelta

import pytest

from members.consents import services as consents
from minishop import events
from minishop.events.models import Delivery
from minishop.notify.models import Message
from orders.review_letters import services as letters
from tests import factories

pytestmark = pytest.mark.django_db


def letters_written() -> list[str]:
    return list(Message.objects.filter(kind="review-ask").values_list("subject", flat=True))


@pytest.fixture
def wen():
    wen = factories.member()
    consents.give(user=wen, purpose="marketing-email", source="test")
    return wen


def test_who_agreed_to_news_is_asked_once_for_an_order(wen):
    order = factories.arrived(user=wen).order

    assert [letters.ask(order=order), letters.ask(order=order)] == [True, True]

    message = Message.objects.get(kind="review-ask")
    assert message.subject == f"How is your {order.lines.get().title}?"
    assert f"/o/{order.number}/" in message.body
    assert "/unsubscribe/" in message.body


def test_who_did_not_agree_is_not_asked():
    assert not letters.ask(order=factories.arrived(user=factories.member()).order)
    assert not letters.ask(order=factories.arrived(email="guest@example.com").order)

    assert letters_written() == []


def test_who_wrote_already_is_not_asked(wen):
    line = factories.arrived(user=wen)
    factories.review(line=line, state="waiting")

    assert not letters.ask(order=line.order)
    assert letters_written() == []


def test_while_something_is_on_its_way_or_all_came_back_nobody_is_asked(wen):
    line = factories.arrived(user=wen)
    line.order.fulfilments.update(state="shipped")
    assert not letters.ask(order=line.order)
    line.order.fulfilments.update(state="done")
    line.returned = line.quantity
    line.save(update_fields=["returned"])

    assert not letters.ask(order=line.order)
    assert letters_written() == []


def test_it_is_due_some_days_after_the_pieces_arrive(wen, settings):
    settings.REVIEW_ASK_DAYS = 5
    order = factories.arrived(user=wen).order

    event = events.emit("fulfilment.done", subject=order.fulfilments.get(), order=order.pk)
    events.deliver(event.pk)

    due = Delivery.objects.get(event__name="review.due")
    assert timedelta(days=4, hours=23) < due.run_at - due.event.at <= timedelta(days=5, seconds=5)
    events.deliver(due.event_id)
    assert letters_written() == []


def test_with_no_days_there_is_no_letter(settings):
    settings.REVIEW_ASK_DAYS = 0

    assert not letters.plan(order=factories.arrived().order)
    assert not Delivery.objects.filter(event__name="review.due").exists()
