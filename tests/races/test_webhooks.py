"""Two workers with one message; a slow receiver beside a quick one; a worker killed half way."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.db import connections, models
from django.db.models.functions import Now

from minishop.webhooks import sending
from minishop.webhooks import services as webhooks
from minishop.webhooks.models import Webhook, WebhookMessage
from tests.minishop.outbound import receiver as receivers
from tests.minishop.outbound.receiver import says

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver(settings):
    with receivers.listening() as receiver:
        settings.WEBHOOK_ALLOW = [receiver.door]
        yield receiver


@pytest.fixture
def webhook(receiver):
    return webhooks.keep(webhook=Webhook(name="Warehouse", url=receiver.url, events=["order.paid"]))


def sends(race, webhook, receiver) -> int:
    """How often the receiver heard of one message that six workers found."""
    receiver.taken.clear()
    message = webhooks.try_out(webhook=webhook)
    answers = race(6, lambda _i: sending.send(message.pk))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    return len(receiver.taken)


def test_one_message_is_sent_by_one_of_many_workers(race, webhook, receiver):
    assert [sends(race, webhook, receiver) for _ in range(4)] == [1] * 4


def test_a_claim_without_its_condition_sends_it_twice(race, until, webhook, receiver, monkeypatch):
    """Guard off: `claim` takes the row without asking whether it is due."""

    def unguarded(pk: int) -> WebhookMessage:
        WebhookMessage.objects.filter(pk=pk).update(state="running", tries=models.F("tries") + 1)
        return WebhookMessage.objects.select_related("webhook").get(pk=pk)

    monkeypatch.setattr(sending, "claim", unguarded)
    assert until(lambda: sends(race, webhook, receiver) > 1)


def test_a_slow_receiver_delays_nobody_but_itself(webhook, receiver, settings):
    with receivers.listening() as slow:
        settings.WEBHOOK_ALLOW = [receiver.door, slow.door]
        slow.say = lambda request: time.sleep(1.2) or says(500)(request)
        late = webhooks.keep(webhook=Webhook(name="Slow", url=slow.url, events=["order.paid"]))
        for _ in range(3):
            webhooks.try_out(webhook=late)
        for _ in range(5):
            webhooks.try_out(webhook=webhook)
        order: list[str] = []
        receiver.say = lambda request: order.append("quick") or says(204)(request)
        answer_slowly = slow.say
        slow.say = lambda request: (answer_slowly(request), order.append("slow"))
        assert sending.send_all(seconds=10) == 5
    assert order == ["quick"] * 5 + ["slow"]
    assert len(slow.taken) == 1, "one at a time, and after its failure no other in this round"


def test_a_sweep_ends_with_its_time(webhook, receiver):
    webhooks.try_out(webhook=webhook)
    assert sending.send_all(seconds=-1) == 0
    assert receiver.taken == []


def test_a_worker_killed_between_sending_and_saving_sends_again_under_the_same_id(webhook, receiver):
    message = webhooks.try_out(webhook=webhook)
    connections.close_all()
    victims: list[int] = []
    receiver.say = lambda request: os.kill(victims[0], signal.SIGKILL)
    ready, go = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.read(ready, 1)
        sending.send(message.pk)
        os._exit(0)
    victims.append(pid)
    os.write(go, b".")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    message.refresh_from_db()
    assert (message.state, message.tries) == ("running", 1)
    assert sending.send(message.pk) is False, "its lease still holds"

    receiver.say = says(204)
    WebhookMessage.objects.update(leased_until=Now() - timedelta(seconds=1))
    assert sending.send(message.pk) is True
    assert [headers["webhook-id"] for _path, headers, _body in receiver.taken] == [message.key] * 2
