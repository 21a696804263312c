"""What was not taken is tried again as the standard's table says, until it is or nobody is there any more."""

import time
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from minishop import events
from minishop.notify.models import Message
from minishop.webhooks import sending
from minishop.webhooks import services as webhooks
from minishop.webhooks.models import Webhook, WebhookMessage, WebhookTry
from tests import factories
from tests.corruption import corrupt, findings
from tests.minishop.outbound.receiver import says

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(webhook):
    return webhooks.try_out(webhook=webhook)


def sent(message) -> WebhookMessage:
    """The message after one more try, whatever its time."""
    WebhookMessage.objects.filter(pk=message.pk).update(run_at=Now())
    sending.send(message.pk)
    message.refresh_from_db()
    return message


def waits(message) -> timedelta:
    return message.run_at - timezone.now()


@pytest.mark.parametrize("status", [301, 302, 400, 401, 404, 429, 500, 502, 503, 504])
def test_anything_but_2xx_is_a_refusal(message, receiver, status):
    receiver.say = says(status, b"not now", Location="/elsewhere")
    assert sent(message).state == "pending"
    assert len(receiver.taken) == 1, "a redirect is not followed"
    assert (WebhookTry.objects.get().status, WebhookTry.objects.get().answer) == (status, "not now")


def test_the_pauses_are_the_tables_with_up_to_a_tenth_more_and_then_it_is_given_up(message, receiver):
    receiver.say = says(500)
    for pause in sending.PAUSES:
        assert sent(message).state == "pending"
        assert pause - timedelta(seconds=5) < waits(message) <= pause * 1.1
    assert len(sending.PAUSES) == 9
    assert sent(message).state == "dead"
    assert (message.tries, WebhookTry.objects.count()) == (10, 10)
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.taken}) == 1
    assert findings("J2") == [], "it was told that it is given up"


@pytest.mark.parametrize("is_date", [False, True])
def test_a_receiver_that_asks_for_a_pause_has_it(webhook, message, receiver, is_date):
    asked = format_datetime(timezone.now() + timedelta(hours=2)) if is_date else "7200"
    receiver.say = says(429, Retry_After=asked)
    assert timedelta(minutes=110) < waits(sent(message)) < timedelta(minutes=125)
    other = webhooks.try_out(webhook=webhook)
    assert sending.send_due(webhook.pk, float("inf")) == (0, False)
    assert WebhookMessage.objects.get(pk=other.pk).tries == 0, "the whole webhook rests"


@pytest.mark.parametrize("asked", ["99999999999", "-5", "soon", ""])
def test_a_wish_for_a_pause_that_makes_no_sense_costs_a_day_at_most(message, receiver, asked):
    receiver.say = says(503, Retry_After=asked)
    assert timedelta(seconds=3) < waits(sent(message)) < timedelta(hours=27)


def test_an_answer_that_comes_too_late_is_none(message, receiver, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.1)
    receiver.say = lambda request: time.sleep(0.5)
    assert sent(message).state == "pending"
    assert (WebhookTry.objects.get().status, WebhookTry.objects.get().answer) == (None, "slow")


def test_an_address_inside_is_not_sent_to_whatever_the_row_says(message, receiver, settings):
    settings.WEBHOOK_ALLOW = []
    assert sent(message).state == "pending"
    assert (receiver.taken, WebhookTry.objects.get().answer) == ([], "address")


def test_410_switches_it_off_and_admins_are_told_once(webhook, message, receiver, mailoutbox):
    admin = factories.staff("admin")
    receiver.say = says(410)
    assert sent(message).state == "dead"
    webhook.refresh_from_db()
    assert (webhook.is_on, webhook.off_because) == (False, "gone")
    assert events.timeline(webhook).filter(name="webhook.switched_off").count() == 1
    events.sweep()
    (letter,) = mailoutbox
    assert letter.to == [admin.email]
    assert "Warehouse" in letter.subject


def test_after_five_days_of_failure_it_is_switched_off_and_admins_are_told(webhook, message, receiver):
    factories.staff("admin")
    receiver.say = says(500)
    sent(message)
    Webhook.objects.update(failing_since=Now() - timedelta(days=4, hours=23))
    sent(message)
    assert Webhook.objects.get().is_on
    Webhook.objects.update(failing_since=Now() - timedelta(days=5, minutes=1))
    sent(message)
    assert (Webhook.objects.get().is_on, Webhook.objects.get().off_because) == (False, "failing")
    assert Message.objects.get().kind == "webhook-off"
    assert sending.send_due(webhook.pk, float("inf")) == (0, False), "nothing more is sent to it"


def test_one_message_taken_and_it_counts_as_well(webhook, message, receiver):
    receiver.say = says(500)
    sent(message)
    assert Webhook.objects.get().failing_since is not None
    receiver.say = says(200)
    assert sent(message).state == "done"
    assert Webhook.objects.get().failing_since is None


def test_after_a_failure_the_others_wait_for_the_next_round(webhook, message, receiver):
    receiver.say = says(500)
    webhooks.try_out(webhook=webhook)
    assert sending.send_due(webhook.pk, float("inf")) == (0, True)
    assert len(receiver.taken) == 1


def test_what_was_given_up_since_then_is_sent_again_under_its_own_id(webhook, message, receiver):
    WebhookMessage.objects.update(state="dead", tries=10)
    assert webhooks.replay_failed(webhook=webhook, since=timezone.now() + timedelta(minutes=1)) == 0
    assert webhooks.replay_failed(webhook=webhook, since=timezone.now() - timedelta(minutes=1)) == 1
    assert sending.send_due(webhook.pk, float("inf")) == (1, False)
    assert receiver.taken[0][1]["webhook-id"] == message.key


def test_J2_fires_when_a_message_waits_and_nobody_tries(webhook, message):
    assert findings("J2") == []
    WebhookMessage.objects.update(run_at=Now() - timedelta(minutes=11))
    assert [found["state"] for found in findings("J2")] == ["pending"]
    WebhookTry.objects.create(message=message, milliseconds=1)
    assert findings("J2") == [], "a slow receiver has its messages in line"
    WebhookTry.objects.all().delete()
    Webhook.objects.update(is_on=False)
    assert findings("J2") == []


def test_J2_fires_when_a_message_outlives_its_lease(message):
    WebhookMessage.objects.update(state="running", leased_until=Now() - timedelta(minutes=11))
    assert [found["state"] for found in findings("J2")] == ["running"]


def test_J2_fires_when_a_message_is_dead_and_nobody_was_told(message):
    corrupt("UPDATE minishop_webhookmessage SET state = 'dead'")
    assert [found["state"] for found in findings("J2")] == ["dead"]
    events.emit("webhook.given_up", subject=message)
    assert findings("J2") == []
