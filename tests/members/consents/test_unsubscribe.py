"""Whoever holds a message can end such messages by one click, without signing in."""

import pytest
from django.core import mail
from django.test import Client

from members.consents import services as consents
from members.identities import services as identities
from minishop import notify
from minishop.notify import services
from minishop.notify.kinds import Kind, kinds
from minishop.notify.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
NEWS = "marketing-email"
SAID = {"link": "https://shop.example", "days": 7}


@pytest.fixture(autouse=True)
def marketing(monkeypatch):
    kind = Kind("copy-ready", ("email", "sms"), frozenset({"link", "days"}), is_marketing=True)
    monkeypatch.setattr(kinds, "_things", kinds._things | {"copy-ready": kind})


@pytest.fixture
def reader():
    person = factories.member()
    consents.give(user=person, purpose=NEWS, source="settings")
    return person


def write(person) -> Message | None:
    to = notify.Recipient(email=person.email, phone="+8613811112222", user=person)
    return notify.send("copy-ready", reference=f"news:{person.pk}", to=to, context=SAID)


def path_out(person) -> str:
    return consents.way_out(person, "email").partition("://")[2].partition("/")[2].join(["/", ""])


def test_news_go_only_where_they_were_agreed_to(reader):
    assert write(reader).channel == "email"
    assert write(factories.member()) is None


def test_a_letter_says_how_mail_programs_end_it(reader):
    services.hand_over(write(reader).pk)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == f"<{consents.way_out(reader, 'email')}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_ends_it_before_it_left_is_not_written_to(reader):
    message = write(reader)
    consents.withdraw(user=reader, purpose=NEWS, source="settings")
    services.hand_over(message.pk)
    assert mail.outbox == []
    assert Message.objects.get().state == Message.State.FAILED


def test_a_mail_program_ends_it_by_one_post_without_our_token(reader):
    program = Client(enforce_csrf_checks=True)
    answer = program.post(path_out(reader), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not consents.has(reader, NEWS)


def test_looking_at_the_page_ends_nothing(client, reader):
    assert "End this" in client.get(path_out(reader)).text
    assert consents.has(reader, NEWS)


def test_the_link_tells_nothing_of_the_person(client, reader):
    assert reader.email not in client.get(path_out(reader)).text


@pytest.mark.parametrize("token", ["nobodys", "W10:1abc:def"])
def test_a_link_that_is_not_ours_leads_nowhere(client, token):
    assert client.post(f"/unsubscribe/{token}/").status_code == 404


def test_a_letter_to_an_account_that_was_joined_ends_what_its_person_gets(reader):
    way_out = path_out(reader)
    kept = factories.member()
    identities.merge(kept, reader, kept)
    assert consents.has(kept, NEWS)
    Client().post(way_out)
    assert not consents.has(kept, NEWS)
