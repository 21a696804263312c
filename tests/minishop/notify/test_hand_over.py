from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db.models.functions import Now

from minishop import events, notify
from minishop.events.delivery import MAX_ATTEMPTS
from minishop.events.models import Delivery, Event
from minishop.notify.models import Message

pytestmark = pytest.mark.django_db


class BrokenMail(EmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(f"no mail server for {messages[0].to}")


@pytest.fixture
def broken(settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenMail"


def queued(email: str = "wen@example.com") -> Message:
    return notify.send(
        "sign-in-code",
        reference="code:1",
        to=notify.Recipient(email=email, language="en"),
        context={"code": "123456", "minutes": 10},
    )


def attempt(times: int = 1) -> None:
    for _ in range(times):
        Delivery.objects.filter(state="pending").update(run_at=Now() - timedelta(seconds=1))
        events.sweep()


def state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_a_provider_that_is_down_is_tried_again(broken, settings, mailoutbox):
    message = queued()
    attempt(3)
    assert state(message) == "queued"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    attempt()
    assert state(message) == "sent"
    assert len(mailoutbox) == 1


def test_after_the_last_attempt_the_message_has_failed_and_an_event_tells(broken):
    message = queued()
    attempt(MAX_ATTEMPTS)
    assert state(message) == "failed"
    assert "no mail server" in message.error
    assert "wen@example.com" not in message.error + Delivery.objects.get(state="dead").error
    assert Event.objects.filter(name="message.failed", subject=f"message:{message.pk}").exists()


def test_an_address_that_cannot_be_is_not_tried_twice(mailoutbox):
    message = queued("nowhere")
    attempt()
    assert state(message) == "failed"
    assert not Delivery.objects.exclude(state="done").exists()
    assert not mailoutbox


def test_a_failed_message_is_sent_when_staff_say_so(mailoutbox):
    message = queued("nowhere")
    attempt()
    Message.objects.update(address="wen@example.com")
    assert notify.retry(message)
    attempt()
    assert state(message) == "sent"
    assert len(mailoutbox) == 1


def test_a_sent_message_is_not_sent_again():
    message = queued()
    attempt()
    assert not notify.retry(message)
    assert state(message) == "sent"
