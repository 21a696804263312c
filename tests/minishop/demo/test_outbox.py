import pytest
from django.test import Client
from django.urls import reverse

from minishop import notify
from minishop.notify.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter() -> Message:
    to = notify.Recipient(phone="+8613800138000", language="en")
    return notify.send("sign-in-code", reference="code:1", to=to, context={"code": "123456", "minutes": 10})


def test_whoever_runs_the_demo_reads_what_was_sent(client: Client, settings, letter):
    settings.DEMO = True
    page = client.get(reverse("demo-outbox")).content.decode()
    assert "123456" in page
    assert letter.address in page
    assert "<html" in page


def test_links_in_a_message_can_be_followed(client: Client, settings, letter):
    settings.DEMO = True
    Message.objects.update(body="See http://localhost/orders/LN-1/?key=a:b now")
    page = client.get(reverse("demo-outbox")).content.decode()
    assert 'href="http://localhost/orders/LN-1/?key=a%3Ab"' in page


def test_the_list_alone_refreshes_itself(client: Client, settings, letter):
    settings.DEMO = True
    fragment = client.get(reverse("demo-outbox"), headers={"HX-Request": "true"}).content.decode()
    assert "123456" in fragment
    assert "<html" not in fragment


def test_a_shop_that_is_no_demo_has_no_such_page(client: Client, settings, letter):
    settings.DEMO = False
    answer = client.get(reverse("demo-outbox"))
    assert answer.status_code == 404
    assert b"123456" not in answer.content
