"""Admins say who hears of what, read a secret on purpose, and send again what failed."""

import socket

import pytest
from django.test import Client
from django.urls import reverse

from minishop import events
from minishop.dashboard import for_person
from minishop.events.models import Event
from minishop.webhooks import sending
from minishop.webhooks import services as webhooks
from minishop.webhooks.models import Webhook, WebhookMessage
from tests import factories
from tests.minishop.outbound.receiver import says

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(factories.staff("admin"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def added(office: Client, url: str, **more) -> str:
    """The page that comes back; empty where the webhook was taken."""
    data = {"name": "Warehouse", "url": url, "events": ["order.paid", "stock.low"], **more}
    answer = office.post(reverse("admin:minishop_webhook_add"), data)
    return "" if answer.status_code == 302 else answer.content.decode()


def press(office: Client, row, verb: str, **data):
    name = f"admin:minishop_{row._meta.model_name}_do"
    return office.post(reverse(name, args=[row.pk, verb]), data)


def test_a_webhook_is_added_with_a_secret_of_its_own(office, receiver):
    page = office.get(reverse("admin:minishop_webhook_add")).content.decode()
    assert "An order is paid. (order.paid)" in page
    assert added(office, receiver.url) == ""
    webhook = Webhook.objects.get()
    assert webhook.secret.startswith("whsec_")
    assert webhook.events == ["order.paid", "stock.low"]
    assert events.timeline(webhook).get().name == "webhook.added"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.com/hooks", "A whole https address is needed"),
        ("https://wen:secret@example.com/", "A whole https address is needed"),
        ("https://example.com:notaport/", "valid URL"),
        ("https://127.0.0.1/hooks", "not of the public internet"),
        ("https://[::ffff:10.0.0.1]/", "not of the public internet"),
        ("https://localhost/", "not of the public internet"),
        ("https://8.8.8.8:6379/", "not of the public internet"),
    ],
)
def test_such_an_address_is_refused_with_the_reason(office, url, why):
    assert why in added(office, url)
    assert not Webhook.objects.exists()


def test_a_name_nobody_knows_is_refused(office, monkeypatch):
    def unknown(*asked, **more):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "Nobody knows this name" in added(office, "https://nowhere.example/")


@pytest.mark.parametrize("name", ["message.queued", "order.invented"])
def test_only_public_events_can_be_asked_for(office, receiver, name):
    assert added(office, receiver.url, events=[name]) != ""
    assert not Webhook.objects.exists()


def test_the_secret_is_read_on_purpose_and_that_is_written_down(office, webhook):
    page = reverse("admin:minishop_webhook_change", args=[webhook.pk])
    assert webhook.secret not in office.get(page).content.decode()
    asked = office.get(reverse("admin:minishop_webhook_do", args=[webhook.pk, "secret"]))
    assert webhook.secret not in asked.content.decode()
    assert not Event.objects.filter(name="webhook.secret_read").exists()
    shown = press(office, webhook, "secret")
    assert webhook.secret in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert Event.objects.get(name="webhook.secret_read").actor is not None


def test_admins_try_it_out_and_read_what_was_answered(office, webhook, receiver):
    receiver.say = says(500, b"<b>out of paper</b>")
    press(office, webhook, "test")
    sending.send_due(webhook.pk, float("inf"))
    message = WebhookMessage.objects.get()
    page = office.get(reverse("admin:minishop_webhookmessage_change", args=[message.pk])).content.decode()
    assert "&lt;b&gt;out of paper" in page
    assert "<b>out of paper" not in page


def test_one_message_and_all_that_failed_are_sent_again(office, webhook, receiver):
    first, second = [webhooks.try_out(webhook=webhook) for _ in range(2)]
    WebhookMessage.objects.update(state="dead", tries=10)
    press(office, first, "replay")
    assert set(WebhookMessage.objects.values_list("pk", "state")) == {
        (first.pk, "pending"),
        (second.pk, "dead"),
    }
    press(office, webhook, "replay", since_0="2020-01-01", since_1="00:00")
    assert set(WebhookMessage.objects.values_list("state", "tries")) == {("pending", 0)}


def test_admins_switch_it_off_and_on_and_change_its_secret(office, webhook):
    secret = webhook.secret
    press(office, webhook, "off")
    assert not Webhook.objects.get().is_on
    press(office, webhook, "on")
    press(office, webhook, "rotate")
    webhook.refresh_from_db()
    assert (webhook.is_on, webhook.old_secret) == (True, secret)


def test_what_needs_a_look_is_a_figure_for_admins_alone(webhook):
    admin, clerk = factories.staff("admin"), factories.staff("clerk")
    figure = next(one for one in for_person(admin) if one["name"] == "webhooks")["figure"]
    assert (figure.value, figure.is_pressing) == (0, False)
    webhooks.switch(webhook=webhook, on=False, because=Webhook.Why.FAILING)
    figure = next(one for one in for_person(admin) if one["name"] == "webhooks")["figure"]
    assert (figure.value, figure.is_pressing) == (1, True)
    assert not [one for one in for_person(clerk) if one["name"] == "webhooks"]
