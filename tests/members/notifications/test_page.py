import re

import pytest
from django.test import Client

from members.devices.agents import read as named
from minishop.notify.models import Message
from minishop.push import services as push
from minishop.push.models import Subscription
from tests import factories
from tests.minishop.push.browsers import Browser

pytestmark = pytest.mark.django_db

PERSON, BAG, PHONES, CONSENTS = 1, 1, 1, 1
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605 Version/17.4 Safari/604.1"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/116 Mobile Safari/537 MicroMessenger/8.0"


@pytest.fixture
def wen(client):
    member = factories.member()
    client.force_login(member)
    return member


def phone(client: Client, member, n: int = 1, agent: str = IPHONE) -> Subscription:
    address = Browser(endpoint=f"https://push.example.net/{member.pk}-{n}").address
    return push.subscribe(
        address=address, user=member, session_key=client.session.session_key, agent=agent, language="en"
    )


@pytest.mark.parametrize("phones", [1, 8])
def test_it_asks_as_often_however_many_phones_there_are(client, wen, phones, django_assert_num_queries):
    for n in range(phones):
        phone(client, wen, n)
    client.get("/me/notifications/")
    with django_assert_num_queries(PERSON + BAG + PHONES + CONSENTS):
        page = client.get("/me/notifications/").content.decode()
    assert page.count("Safari on iPhone</h3>") == phones


def test_a_test_rings_on_that_phone_alone(client, wen):
    one, _other = phone(client, wen, 1), phone(client, wen, 2)
    client.post(f"/me/notifications/{one.pk}/test/")
    (message,) = Message.objects.all()
    assert (message.kind, message.channel, message.address) == ("push-test", "push", str(one.pk))
    assert message.link == "/me/notifications/"


def test_tests_are_limited(client, wen):
    one = phone(client, wen)
    for _ in range(12):
        client.post(f"/me/notifications/{one.pk}/test/")
    assert Message.objects.count() == 10


def test_a_phone_is_switched_off(client, wen):
    one, other = phone(client, wen, 1), phone(client, wen, 2)
    client.post(f"/me/notifications/{one.pk}/off/")
    assert list(Subscription.objects.all()) == [other]


def test_another_members_phone_is_nobodys(client, wen):
    theirs = Client()
    mo = factories.member()
    theirs.force_login(mo)
    row = phone(theirs, mo)
    for verb in ("test", "off"):
        assert client.post(f"/me/notifications/{row.pk}/{verb}/").status_code == 404
    assert Subscription.objects.count() == 1
    assert not Message.objects.exists()
    assert str(row.pk) + "/off" not in client.get("/me/notifications/").content.decode()


def test_news_is_off_until_it_is_turned_on_channel_by_channel(client, wen):
    def switches() -> list[str]:
        return re.findall(r'aria-checked="(true|false)"', client.get("/me/notifications/").content.decode())

    assert switches() == ["false"] * 4
    client.post("/me/consents/marketing-push/", {"given": "1", "next": "/me/notifications/"})
    assert switches() == ["false", "false", "true", "false"]


def test_signing_out_has_the_browser_drop_what_it_kept(client, wen):
    assert client.post("/sign-out/").headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    ("agent", "name"),
    [(IPHONE, "Safari on iPhone"), (WECHAT, "WeChat on Android"), ("curl/8", "A browser"), ("", "A browser")],
)
def test_a_browser_is_called_what_people_call_it(agent, name):
    assert named(agent) == name
