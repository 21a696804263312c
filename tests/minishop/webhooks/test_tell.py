"""What happens is told to whoever wants it, once, signed as the standard says."""

import json
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop import events
from minishop.events.models import Delivery
from minishop.webhooks import sending, signing
from minishop.webhooks import services as webhooks
from minishop.webhooks.models import Webhook, WebhookMessage, WebhookTry
from tests import factories
from tests.minishop.webhooks.standard import Forged, verified

pytestmark = pytest.mark.django_db


def paid():
    order = factories.order(email="wen@moon.example")
    events.sweep()
    return order


def test_a_paid_order_is_told_and_the_receiver_can_prove_by_whom(webhook, receiver):
    order = paid()
    assert sending.send_due(webhook.pk, float("inf")) == (1, False)
    ((_path, headers, body),) = receiver.taken
    told = verified(webhook.secret, headers, body)
    event = events.timeline(order).get(name="order.paid")
    assert told["type"] == "order.paid"
    assert told["timestamp"].startswith(event.at.strftime("%Y-%m-%dT%H:%M:%S"))
    assert (told["data"]["number"], told["data"]["payment_state"]) == (order.number, "paid")
    assert "moon.example" not in body.decode()
    assert headers["content-type"] == "application/json"
    message = WebhookMessage.objects.get()
    assert (message.state, message.tries, message.key) == ("done", 1, headers["webhook-id"])
    assert WebhookTry.objects.get().status == 204


def test_a_body_that_was_touched_or_another_secret_proves_nothing(webhook, receiver):
    paid()
    sending.send_due(webhook.pk, float("inf"))
    _path, headers, body = receiver.taken[0]
    for secret, said in [(webhook.secret, body + b" "), (signing.new_secret(), body)]:
        with pytest.raises(Forged):
            verified(secret, headers, said)


def test_the_signature_is_the_one_of_the_specifications_own_libraries():
    """The vector every library of the standard is tested with."""
    secret, key, body = (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
    )
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signing.signature(secret, key, 1614265330, body) == expected


def test_only_what_is_wanted_is_told_and_only_while_it_is_on(webhook):
    factories.order(paid=False)
    events.sweep()
    assert not WebhookMessage.objects.exists()
    webhooks.switch(webhook=webhook, on=False)
    paid()
    assert not WebhookMessage.objects.exists()
    webhooks.switch(webhook=webhook, on=True)
    paid()
    assert WebhookMessage.objects.get().name == "order.paid"


def test_without_a_webhook_an_event_has_no_more_work_than_before():
    paid()
    assert not Delivery.objects.filter(handler__contains="webhooks").exists()


def test_an_inside_event_is_told_to_nobody_even_if_it_is_asked_for(webhook):
    Webhook.objects.update(events=["message.queued", "order.paid"])
    webhooks.remember(None)
    paid()
    assert set(WebhookMessage.objects.values_list("name", flat=True)) == {"order.paid"}


def test_the_same_event_is_told_once_however_often_it_is_handled(webhook):
    order = paid()
    event = events.timeline(order).get(name="order.paid")
    assert [webhooks.tell(event) for _ in range(3)] == [1, 1, 1]
    assert WebhookMessage.objects.count() == 1


def test_while_a_secret_is_changed_both_sign_for_a_day(webhook, receiver):
    old = webhook.secret
    webhooks.rotate(webhook=webhook)
    assert webhook.secret != old
    paid()
    sending.send_due(webhook.pk, float("inf"))
    _path, headers, body = receiver.taken[0]
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert verified(old, headers, body) == verified(webhook.secret, headers, body)

    Webhook.objects.update(rotated_at=Now() - timedelta(hours=25))
    webhook.refresh_from_db()
    assert webhooks.secrets_of(webhook) == [webhook.secret]


def test_a_test_is_sent_although_nothing_happened(webhook, receiver):
    webhooks.try_out(webhook=webhook)
    sending.send_due(webhook.pk, float("inf"))
    _path, headers, body = receiver.taken[0]
    assert verified(webhook.secret, headers, body)["type"] == "webhook.test"


def test_what_is_too_large_is_cut_to_its_name():
    at = factories.timezone.now()
    told = json.loads(
        webhooks.written("order.paid", at, {"id": 42, "number": "LL-1", "lines": ["x" * 70_000]})
    )
    assert told["data"] == {"id": 42, "number": "LL-1", "is_cut": True}


def test_what_is_old_is_forgotten_and_what_still_waits_is_not(webhook):
    paid()
    WebhookMessage.objects.update(created_at=Now() - timedelta(days=31))
    assert webhooks.forget() == 0
    WebhookMessage.objects.update(state="done")
    assert webhooks.forget() == 1
