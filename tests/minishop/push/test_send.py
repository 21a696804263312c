"""What is sent can be read by that browser alone, is signed by the shop, and ends or waits as it is told."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.db.models.functions import Now

from minishop import events, notify
from minishop.events.models import Delivery
from minishop.notify.channels import Letter
from minishop.notify.models import Message
from minishop.push import channel, signing
from minishop.push import services as push
from minishop.push.models import Subscription
from tests.minishop.outbound.receiver import says
from tests.minishop.push import browsers
from tests.minishop.push.browsers import Browser

pytestmark = pytest.mark.django_db


def ring(*rows: Subscription, reference: str = "test:1", language: str = "en") -> None:
    to = notify.Recipient(browsers=rows, language=language)
    notify.send("push-test", reference=reference, to=to, context={"path": "/me/notifications/"})


def due_again() -> Delivery:
    """The one delivery that waits, made due."""
    waiting = Delivery.objects.get(state="pending")
    Delivery.objects.update(run_at=Now() - timedelta(seconds=1))
    return waiting


def seconds_until(delivery: Delivery) -> float:
    return (delivery.run_at - datetime.now(UTC)).total_seconds()


def test_only_the_browser_can_read_it_and_the_sender_is_the_shop(service, phone):
    row = push.subscribe(address=phone.address, subject="order:1", language="en")
    ring(row)
    events.sweep()

    (_path, headers, body) = service.taken[0]
    told = phone.read(body)
    assert told["title"] == "It works"
    assert told["url"] == "/me/notifications/"
    assert told["lang"] == "en"
    assert b"It works" not in body
    with pytest.raises(Exception, match=r".*"):
        Browser(auth=phone.auth).read(body)
    said = browsers.claims(headers["authorization"], signing.public_key())
    assert said["aud"] == browsers.origin(phone.endpoint)
    assert time.time() < said["exp"] <= time.time() + 24 * 3600
    assert said["sub"].startswith("mailto:")


def test_it_says_how_long_it_is_worth_how_urgent_it_is_and_what_it_replaces(service, phone):
    row = push.subscribe(address=phone.address, subject="order:1")
    ring(row)
    ring(row, reference="test:2")
    events.sweep()

    first, second = (headers for _path, headers, _body in service.taken)
    assert first["content-encoding"] == "aes128gcm"
    assert first["ttl"] == "86400"
    assert first["urgency"] == "high"
    assert len(first["topic"]) == 32
    assert first["topic"] == second["topic"] == phone.read(service.taken[0][2])["tag"]


def test_each_browser_gets_one_in_its_own_language(service, phone):
    other = Browser(endpoint=f"{service.url}/device-2")
    rows = [
        push.subscribe(address=phone.address, subject="order:1", language="zh-hans"),
        push.subscribe(address=other.address, subject="order:1"),
    ]
    ring(*rows)
    ring(*rows)
    events.sweep()
    events.sweep()

    assert len(service.taken) == 2
    sealed = {path.rpartition("/")[2]: body for path, _headers, body in service.taken}
    assert phone.read(sealed["device-1"])["title"] == "通知已可送达"
    assert other.read(sealed["device-2"])["title"] == "It works"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten_and_not_tried_again(service, phone, status):
    service.say = says(status)
    ring(push.subscribe(address=phone.address, subject="order:1"))
    events.sweep()

    assert not Subscription.objects.exists()
    assert Message.objects.get().state == "failed"
    assert not Delivery.objects.exclude(state="done").exists()


def test_a_busy_service_is_asked_again_when_it_said(service, phone):
    service.say = says(429, Retry_After="120")
    row = push.subscribe(address=phone.address, subject="order:1")
    ring(row)
    events.sweep()

    assert 100 < seconds_until(due_again()) <= 120
    moment = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    service.say = says(503, Retry_After=moment)
    events.sweep()
    assert 500 < seconds_until(due_again()) <= 600
    service.say = says(201)
    events.sweep()
    assert Message.objects.get().state == "sent"
    assert [phone.read(body)["title"] for _p, _h, body in service.taken] == ["It works"] * 3
    row.refresh_from_db()
    assert row.used_at


def test_a_service_that_is_busy_for_a_day_is_given_up(service, phone):
    service.say = says(500)
    ring(push.subscribe(address=phone.address, subject="order:1"))
    Message.objects.update(created_at=Now() - timedelta(hours=25))
    events.sweep()

    assert Message.objects.get().state == "failed"
    assert Subscription.objects.exists(), "the browser itself may still be there"


def test_a_refusal_for_good_is_not_repeated(service, phone):
    service.say = says(400)
    ring(push.subscribe(address=phone.address, subject="order:1"))
    events.sweep()
    events.sweep()

    assert len(service.taken) == 1
    assert Message.objects.get().error == "the push service answered 400"


def test_nothing_is_posted_inside_the_house(service, phone, settings):
    row = push.subscribe(address=phone.address, subject="order:1")
    settings.FETCH_ALLOW = []
    ring(row)
    events.sweep()

    assert not service.taken
    assert Message.objects.get().state == "failed"


def test_what_is_written_for_one_person_never_reaches_the_next_who_holds_the_phone(service, phone, client):
    from tests import factories

    wen, mo = factories.member(), factories.member()
    client.force_login(wen)
    mine = push.subscribe(address=phone.address, user=wen, session_key=client.session.session_key)
    ring(mine)
    push.subscribe(address=phone.address, user=mo, session_key="of-mo")
    events.sweep()

    assert not service.taken
    assert Message.objects.get().state == "failed"


def test_even_the_longest_words_stay_below_three_kilobytes():
    letter = Letter("message-1", "1", "月" * 500, "织" * 5000, "zh-hans", link="/" + "x" * 250)
    row = Subscription(**Browser().told())
    assert len(channel.sealed(row, channel.told(letter))) <= 3072
