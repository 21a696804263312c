"""The contract of every registered channel."""

from dataclasses import replace

import pytest
from django.conf import settings
from structlog.testing import capture_logs

from minishop.notify import channels
from minishop.notify.channels import Letter, Undeliverable

#: Push has a contract of its own: its address is a browser's row (tests/minishop/push).
ADDRESSES = {"email": "wen@example.com", "sms": "+8613800138000"}
#: Where each channel shows the provider the letter's key.
KEYS = {
    "email": lambda mails, logs: [mail.extra_headers["Message-ID"] for mail in mails],
    "sms": lambda mails, logs: [line["key"] for line in logs if line["event"] == "sms.sent"],
}

every_channel = pytest.mark.parametrize("code", ADDRESSES)


def letter(address: str) -> Letter:
    return Letter("message-1", address, "Your code", "123456 lets you in.", "en")


def test_every_channel_has_an_address_here():
    assert {*ADDRESSES, "push"} == set(settings.MESSAGE_CHANNELS)


@every_channel
def test_a_letter_is_taken(code, caplog, mailoutbox):
    assert channels.channel(code).send(letter(ADDRESSES[code])) is None


@every_channel
@pytest.mark.parametrize("address", ["", "nowhere", "\n"])
def test_an_impossible_address_is_refused_for_good(code, address, mailoutbox):
    with pytest.raises(Undeliverable):
        channels.channel(code).send(letter(address))
    assert not mailoutbox


@every_channel
def test_neither_address_nor_text_reaches_the_log(code, caplog, capsys):
    channels.channel(code).send(letter(ADDRESSES[code]))
    logged = caplog.text + capsys.readouterr().out
    assert ADDRESSES[code] not in logged
    assert "123456" not in logged


@every_channel
def test_the_same_letter_keeps_its_key(code, mailoutbox):
    with capture_logs() as logs:
        for _ in range(2):
            channels.channel(code).send(letter(ADDRESSES[code]))
        channels.channel(code).send(replace(letter(ADDRESSES[code]), key="message-2"))
    first, again, other = KEYS[code](mailoutbox, logs)
    assert first == again
    assert first != other


class Kept:
    """A provider of text messages that keeps them."""

    letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


def test_text_messages_go_by_the_channel_of_the_settings(settings, monkeypatch):
    monkeypatch.setattr(Kept, "letters", [])
    settings.MESSAGE_CHANNELS = settings.MESSAGE_CHANNELS | {"sms": f"{__name__}.Kept"}

    channels.channel("sms").send(letter(ADDRESSES["sms"]))

    assert [kept.address for kept in Kept.letters] == [ADDRESSES["sms"]]
