import pytest

from minishop import events, notify
from minishop.events.models import Event
from minishop.notify.models import Message

pytestmark = pytest.mark.django_db

CODE = {"code": "123456", "minutes": 10}


def send(reference: str = "code:1", **to) -> Message | None:
    recipient = notify.Recipient(**{"phone": "+8613800138000", "language": "en", **to})
    return notify.send("sign-in-code", reference=reference, to=recipient, context=CODE)


def test_a_message_is_written_with_its_fact_and_sent_by_a_job(mailoutbox):
    message = send(phone="", email="wen@example.com")
    assert message.state == Message.State.QUEUED
    assert not mailoutbox
    events.sweep()
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert message.sent_at
    assert [letter.to for letter in mailoutbox] == [["wen@example.com"]]
    assert "123456" in mailoutbox[0].subject
    assert "123456" in mailoutbox[0].body


def test_one_reference_is_written_to_once(mailoutbox):
    assert send(phone="", email="wen@example.com") == send(phone="", email="wen@example.com")
    events.sweep()
    events.sweep()
    assert len(mailoutbox) == 1


def test_it_goes_by_the_first_channel_that_reaches():
    assert send("code:1", email="wen@example.com").channel == "sms"
    assert send("code:2", phone="", email="wen@example.com").channel == "email"


def test_nobody_without_an_address_is_written_to():
    assert send(phone="") is None
    assert not Message.objects.exists()
    assert not Event.objects.exists()


def test_it_is_written_in_the_language_of_whoever_reads_it():
    assert "验证码 123456" in send("code:1", language="zh-hans").body
    assert "123456 is your code" in send("code:2", language="en").body


def test_a_text_that_lacks_something_is_refused():
    with pytest.raises(ValueError, match="needs minutes"):
        notify.send("sign-in-code", reference="code:1", to=notify.Recipient(phone="1"), context={"code": "1"})
    assert not Message.objects.exists()


@pytest.mark.parametrize(("demo", "kept"), [(False, False), (True, True)])
def test_a_secret_is_not_kept_once_it_is_sent_except_in_the_demo(settings, demo, kept):
    settings.DEMO = demo
    message = send()
    events.sweep()
    message.refresh_from_db()
    assert ("123456" in message.body + message.subject) is kept


def test_the_event_holds_no_address():
    send()
    assert "138" not in str(Event.objects.get(name="message.queued").data)
