"""Staff read the kernel's rows and set stopped work going; nobody edits them."""

import pytest
from django.contrib.admin import site
from django.test import Client, RequestFactory
from django.urls import reverse

from minishop import events, notify
from minishop.events.models import Delivery, Event
from minishop.ledger.models import Account, Entry, Posting
from minishop.notify.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(factories.staff("admin"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def message() -> Message:
    to = notify.Recipient(email="nowhere", language="en")
    written = notify.send(
        "sign-in-code", reference="code:1", to=to, context={"code": "123456", "minutes": 10}
    )
    events.sweep()
    written.refresh_from_db()
    assert written.state == Message.State.FAILED
    return written


@pytest.mark.parametrize("model", [Event, Delivery, Message, Account, Posting])
def test_the_kernels_rows_can_be_read_and_not_written(office, message, model):
    name = f"admin:minishop_{model._meta.model_name}"
    assert office.get(reverse(f"{name}_changelist")).status_code == 200
    assert office.get(reverse(f"{name}_add")).status_code == 403
    for row in model.objects.all()[:1]:
        assert office.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
        assert office.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        assert model.objects.filter(pk=row.pk).exists()


def test_entries_have_no_page_of_their_own():
    assert not site.is_registered(Entry)


def test_a_dead_delivery_is_set_going_again(office, message):
    delivery = Delivery.objects.get(event__name="message.queued")
    Delivery.objects.filter(pk=delivery.pk).update(state="dead", attempts=12)
    office.post(reverse("admin:minishop_delivery_do", args=[delivery.pk, "try-again"]))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("pending", 0)


def test_a_failed_message_is_sent_again(office, message, mailoutbox):
    Message.objects.update(address="wen@example.com")
    office.post(reverse("admin:minishop_message_do", args=[message.pk, "send-again"]))
    events.sweep()
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert len(mailoutbox) == 1


def test_reading_alone_sets_nothing_going(client, message, mailoutbox):
    reader = factories.staff("clerk")
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("admin:minishop_message_do", args=[message.pk, "send-again"]))
    assert answer.status_code in {403, 404}
    message.refresh_from_db()
    assert message.state == Message.State.FAILED


def test_no_staff_reads_a_code_that_lets_someone_in(office, message, settings):
    settings.DEMO = False
    pages = [
        reverse("admin:minishop_message_changelist"),
        reverse("admin:minishop_message_change", args=[message.pk]),
    ]
    for page in pages:
        assert "123456" not in office.get(page).content.decode()


def test_staff_pages_ask_for_permission():
    request = RequestFactory().get("/")
    request.user = factories.staff("clerk")
    assert not site._registry[Event].has_view_permission(request)
