"""Who may ask to be told of what, and what becomes of it when the phone changes hands."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.test import Client

from minishop.push import services as push
from minishop.push.models import Following, Subscription
from tests import factories
from tests.minishop.push.browsers import Browser

pytestmark = pytest.mark.django_db


def subscribe(client: Client, browser: Browser, about: str = "", **more: str) -> int:
    told = browser.told(about=about, **more)
    return client.post("/push/subscriptions/", told).status_code


def state(client: Client, browser: Browser, about: str = "") -> bool:
    return client.post("/push/subscriptions/state/", browser.told(about=about)).json()["on"]


@pytest.fixture
def wen():
    return factories.member()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def guest_of(order) -> Client:
    """The browser that placed it."""
    from orders.orders.access import order_link

    client = Client()
    client.get(order_link(order).split("8000", 1)[-1])
    return client


def test_a_guest_follows_the_order_he_sees_and_no_other():
    mine, other = factories.order(), factories.order()
    client, phone = guest_of(mine), Browser()

    assert subscribe(client, phone, f"order:{mine.number}") == 201
    assert subscribe(client, phone, f"order:{other.number}") == 404
    assert subscribe(client, phone, "thing:1") == 404
    assert subscribe(client, phone) == 404

    assert list(Following.objects.values_list("subject", flat=True)) == [f"order:{mine.pk}"]
    assert state(client, phone, f"order:{mine.number}")
    assert (
        client.post("/push/subscriptions/state/", phone.told(about=f"order:{other.number}")).status_code
        == 404
    )


def test_a_member_is_told_of_all_that_is_hers(wen):
    client, phone = signed_in(wen), Browser()
    assert subscribe(client, phone) == 201
    row = Subscription.objects.get()
    assert (row.user, row.session_key) == (wen, client.session.session_key)
    order = factories.order(user=wen)
    assert list(Subscription.objects.listening(user=order.user, subject=f"order:{order.pk}")) == [row]
    assert state(client, phone)


def test_asking_twice_is_asking_once(wen):
    client, phone = signed_in(wen), Browser()
    order = factories.order(user=wen)
    for _ in range(2):
        assert subscribe(client, phone, f"order:{order.number}") == 201
    assert Subscription.objects.count() == Following.objects.count() == 1


@pytest.mark.parametrize(
    "flaw",
    [
        {"endpoint": "http://push.example.net/1"},
        {"endpoint": "https://wen:secret@push.example.net/1"},
        {"endpoint": "https://push.example.net/" + "x" * 1000},
        {"endpoint": "javascript:alert(1)"},
        {"p256dh": "AAAA"},
        {"p256dh": "B" * 87},
        {"auth": "AAAA"},
        {"auth": "no base64!"},
        {"auth": ""},
    ],
)
def test_what_is_no_push_address_is_refused(wen, flaw):
    client = signed_in(wen)
    assert client.post("/push/subscriptions/", Browser().told(**flaw)).status_code == 400
    assert not Subscription.objects.exists()


def test_a_visitor_asks_only_so_often(wen):
    client = signed_in(wen)
    answers = [subscribe(client, Browser(endpoint=f"https://push.example.net/{n}")) for n in range(31)]
    assert answers == [201] * 30 + [429]
    assert Subscription.objects.count() == push.BROWSERS_OF_ONE


def test_another_member_on_the_same_phone_takes_it_over_and_the_old_followings_are_gone(wen):
    phone, mo = Browser(), factories.member()
    order = factories.order(user=wen)
    subscribe(signed_in(wen), phone, f"order:{order.number}")
    before = Subscription.objects.get().pk

    assert subscribe(signed_in(mo), phone) == 201

    row = Subscription.objects.get()
    assert (row.user, row.pk == before) == (mo, False)
    assert not Following.objects.exists()
    assert not Subscription.objects.listening(user=wen, subject=f"order:{order.pk}").exists()


def test_signing_out_ends_it(wen):
    client, phone = signed_in(wen), Browser()
    subscribe(client, phone)
    other = Browser(endpoint="https://push.example.net/other")
    subscribe(signed_in(wen), other)

    client.post("/sign-out/")

    assert list(Subscription.objects.values_list("endpoint", flat=True)) == [other.endpoint]


def test_a_session_that_ended_elsewhere_is_told_nothing_and_forgotten(wen):
    client, phone = signed_in(wen), Browser()
    subscribe(client, phone)
    Session.objects.filter(session_key=client.session.session_key).delete()

    assert not Subscription.objects.listening(user=wen, subject="order:1").exists()
    push.forget()
    assert not Subscription.objects.exists()


def test_a_guest_who_stops_following_one_order_hears_of_the_others():
    first, second = factories.order(), factories.order()
    client, phone = guest_of(first), Browser()
    from orders.orders.access import order_link

    client.get(order_link(second).split("8000", 1)[-1])
    for order in (first, second):
        subscribe(client, phone, f"order:{order.number}")

    client.post("/push/subscriptions/end/", phone.told(about=f"order:{first.number}"))
    assert [row.subject for row in Following.objects.all()] == [f"order:{second.pk}"]
    client.post("/push/subscriptions/end/", phone.told(about=f"order:{second.number}"))
    assert not Subscription.objects.exists()


def test_a_browser_that_got_another_address_goes_on_following():
    order, phone = factories.order(), Browser()
    client = guest_of(order)
    subscribe(client, phone, f"order:{order.number}")
    fresh = Browser(endpoint="https://push.example.net/fresh")

    told = client.post("/push/subscriptions/renewal/", fresh.told(old=phone.endpoint))

    assert told.json() == {"on": True}
    assert state(client, fresh, f"order:{order.number}")
    assert not state(client, phone, f"order:{order.number}")
    strange = client.post("/push/subscriptions/renewal/", phone.told(old="https://push.example.net/nobody"))
    assert strange.json() == {"on": False}


def test_a_browser_of_no_use_for_half_a_year_is_forgotten():
    order = factories.order()
    used, idle = Browser(endpoint="https://a.example/1"), Browser(endpoint="https://a.example/2")
    for browser in (used, idle):
        push.subscribe(address=browser.address, subject=f"order:{order.pk}")
    Subscription.objects.update(created_at=Now() - timedelta(days=400))
    Subscription.objects.filter(endpoint=idle.endpoint).update(used_at=Now() - timedelta(days=182))
    assert [row.endpoint for row in push.overdue()] == [idle.endpoint]

    push.forget()

    assert [row.endpoint for row in Subscription.objects.all()] == [used.endpoint]


def test_without_a_key_nobody_is_asked_and_nobody_is_taken(wen, settings):
    settings.VAPID_PRIVATE_KEY = ""
    client = signed_in(wen)
    assert subscribe(client, Browser()) == 404
    page = client.get("/me/notifications/").content.decode()
    assert "push-offer" not in page
    assert "sends no notifications yet" in page
