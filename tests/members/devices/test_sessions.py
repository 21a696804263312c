"""Where someone is signed in, and the ends of it."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.accounts.models import User
from members.devices import services as devices
from members.devices.models import Device
from minishop.events import delivery
from minishop.notify.models import Message
from minishop.push.models import Subscription

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1"


@pytest.fixture
def come_in(code_sent, patience):
    """A browser whose person comes in by a code."""

    def enter(agent: str = ANDROID) -> Client:
        browser = Client(headers={"user-agent": agent})
        patience()
        browser.post(reverse("sign-in-code"), {"country": "CN", "phone": "13800138000"})
        browser.post("/sign-in/", {"code": code_sent(PHONE)})
        assert SESSION_KEY in browser.session
        return browser

    return enter


def is_in(browser: Client) -> bool:
    return browser.get("/me/profile/").status_code == 200


def test_each_sign_in_is_a_device_and_signing_out_takes_it_away(come_in):
    phone, tablet = come_in(), come_in(IPHONE)
    page = phone.get("/me/devices/").text
    assert page.index("Chrome on Android") < page.index("Safari on iPhone")
    assert page.count("This device") == 1
    tablet.post("/sign-out/")
    assert [device.agent for device in Device.objects.all()] == [ANDROID]


def test_one_device_is_ended_and_no_other(come_in):
    phone, tablet = come_in(), come_in(IPHONE)
    phone.post(reverse("device-end", args=[Device.objects.get(agent=IPHONE).pk]))
    assert (is_in(phone), is_in(tablet)) == (True, False)


def test_a_copy_that_the_cache_kept_ends_too(come_in):
    phone, tablet = come_in(), come_in(IPHONE)
    store = import_module(settings.SESSION_ENGINE).SessionStore(tablet.session.session_key)
    kept = cache.get(store.cache_key)
    phone.post(reverse("device-end", args=[Device.objects.get(agent=IPHONE).pk]))
    cache.set(store.cache_key, kept)
    with time_machine.travel(datetime.now().astimezone() + timedelta(minutes=6)):
        is_in(tablet)
        assert not is_in(tablet)


def test_someone_else_s_device_is_not_ended(come_in, client):
    phone = come_in()
    client.force_login(User.objects.create_user(phone="+8613800138001"))
    client.post(reverse("device-end", args=[Device.objects.get().pk]))
    assert is_in(phone)


def test_all_others_end_and_this_one_stays(come_in):
    phone, tablet, laptop = come_in(), come_in(IPHONE), come_in("curl/8")
    Device.objects.filter(agent="curl/8").delete()  # a session from before there were rows
    phone.post(reverse("devices-end-others"))
    assert (is_in(phone), is_in(tablet), is_in(laptop)) == (True, False, False)
    assert Device.objects.get().session_key == phone.session.session_key


def test_everywhere_is_everywhere(come_in):
    phone, tablet = come_in(), come_in(IPHONE)
    assert phone.post(reverse("devices-end-all"))["Location"] == "/sign-in/"
    assert (is_in(phone), is_in(tablet)) == (False, False)
    assert not Device.objects.exists()
    assert is_in(come_in())


def test_sessions_survive_while_nothing_was_ended(come_in):
    phone = come_in()
    member = User.objects.get(phone=PHONE)
    before = member.get_session_auth_hash()
    member.session_epoch = 1
    assert member.get_session_auth_hash() != before
    assert is_in(phone)


def test_it_is_noted_that_a_device_is_in_use_every_five_minutes_at_most(come_in, django_assert_num_queries):
    phone = come_in()
    old = timezone.now() - timedelta(days=1)
    Device.objects.update(seen_at=old)
    is_in(phone)
    assert Device.objects.get().seen_at == old
    with time_machine.travel(datetime.now().astimezone() + timedelta(minutes=6)):
        is_in(phone)
    assert Device.objects.get().seen_at > old


def test_staff_who_come_in_by_password_have_a_device(client):
    User.objects.create_superuser(email="boss@lune.example", password="a quiet light")
    client.post("/admin/login/", {"username": "boss@lune.example", "password": "a quiet light"})
    client.get("/admin/")
    assert Device.objects.get().way == Device.Way.PASSWORD


def test_a_browser_we_did_not_know_is_told_of_by_mail(come_in):
    come_in()
    User.objects.update(email="wen@example.com")
    come_in()
    assert not Message.objects.filter(kind="new-device").exists()
    come_in(IPHONE)
    letter = Message.objects.get(kind="new-device")
    assert letter.address == "wen@example.com"
    assert "Safari on iPhone" in letter.body


def test_rows_of_dead_sessions_are_swept(come_in):
    come_in()
    Device.objects.update(seen_at=timezone.now() - timedelta(days=61))
    assert devices.sweep() == 1


def told(browser: Client) -> bool:
    """Whether this browser's notifications still reach its member."""
    return Subscription.objects.live().filter(session_key=browser.session.session_key).exists()


def test_a_new_key_of_the_same_session_leaves_notifications_on(come_in, code_sent, patience):
    phone = come_in()
    Subscription.objects.create(
        user=User.objects.get(),
        session_key=phone.session.session_key,
        endpoint="https://push.example/1",
        p256dh="x",
        auth="y",
    )
    phone.post(reverse("devices-end-others"))
    assert told(phone)
    patience()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        phone.post("/me/confirm/")
        assert phone.post("/me/confirm/", {"code": code_sent(PHONE)}).status_code == 302
        assert told(phone)
    phone.post("/sign-out/")
    assert not Subscription.objects.exists()


def test_an_account_that_staff_close_is_signed_in_nowhere_even_when_it_is_opened_again(come_in, client):
    phone = come_in()
    member = User.objects.get(phone=PHONE)
    boss = User.objects.create_superuser(email="boss@lune.example", password="a quiet light")
    client.force_login(boss)
    form = {"phone": PHONE, "name": "", "language": ""}
    client.post(f"/admin/members/user/{member.pk}/change/", form)
    delivery.sweep()
    User.objects.filter(pk=member.pk).update(is_active=True)
    assert not is_in(phone)
    assert not Device.objects.exists()
