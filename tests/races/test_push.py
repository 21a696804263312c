"""One message for one browser, many workers: the phone rings once."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from minishop import events, notify
from minishop.events import delivery
from minishop.events.models import Delivery, Event
from minishop.push import services as push
from minishop.push.models import Following, Subscription
from tests.minishop.outbound import receiver as receivers
from tests.minishop.outbound.receiver import says
from tests.minishop.push.browsers import Browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service(settings):
    with receivers.listening() as receiver:
        receiver.say = says(201)
        settings.FETCH_ALLOW = [receiver.door]
        yield receiver


def rings(race, service) -> int:
    """How often the phone rang for one message that four workers were told of."""
    before = len(service.taken)
    row = push.subscribe(address=Browser(endpoint=f"{service.url}/device").address, subject="order:1")
    with transaction.atomic():
        to = notify.Recipient(browsers=[row])
        notify.send("push-test", reference=f"test:{before}", to=to, context={"path": "/"})
    event = Event.objects.filter(name="message.queued").latest("id")
    answers = race(4, lambda _i: events.deliver(event.pk))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    return len(service.taken) - before


def test_one_message_rings_once_whoever_hands_it_over(race, service):
    assert [rings(race, service) for _ in range(3)] == [1, 1, 1]


def test_a_claim_without_its_condition_rings_twice(race, until, service, monkeypatch):
    """Guard off: `claim` takes the delivery without asking whether it is due."""

    def unguarded(pk: int) -> Delivery:
        Delivery.objects.filter(pk=pk).update(state="running", leased_until=Now() + timedelta(minutes=1))
        return Delivery.objects.select_related("event").get(pk=pk)

    monkeypatch.setattr(delivery, "claim", unguarded)
    monkeypatch.setattr(delivery, "_ours", lambda mine: Delivery.objects.filter(pk=mine.pk))
    assert until(lambda: rings(race, service) > 1)


def test_a_browser_that_asks_twice_at_once_is_one(race):
    address = Browser().address
    answers = race(4, lambda _i: push.subscribe(address=address, subject="order:1"))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Subscription.objects.count() == Following.objects.count() == 1
