"""The shop's own key: made once where the shop is one machine, given elsewhere, and checked at the start."""

from io import StringIO

import pytest
from django.core.management import call_command

from minishop import env
from minishop.privacy import holdings
from minishop.push import checks, keys, signing
from minishop.push import services as push
from minishop.push.models import Subscription
from tests import factories
from tests.minishop.push.browsers import Browser
from tests.test_env import settings_say


def test_a_key_is_made_once_and_kept_to_its_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("VAPID_PRIVATE_KEY", raising=False)
    file = tmp_path / "vapid_key"
    first = env.secret("VAPID_PRIVATE_KEY", file, required=False, make=keys.new)
    assert env.secret("VAPID_PRIVATE_KEY", file, required=False, make=keys.new) == first
    assert len(keys.decoded(signing.public_of(first))) == 65


def test_a_shop_on_servers_of_its_own_has_no_push_until_it_is_given_a_key():
    assert settings_say("s.VAPID_PRIVATE_KEY or 'none'") == ["none"]
    assert settings_say("s.VAPID_PRIVATE_KEY", VAPID_PRIVATE_KEY="given") == ["given"]


def test_the_command_prints_a_key_that_works():
    out = StringIO()
    call_command("push_keys", stdout=out)
    private = out.getvalue().splitlines()[0].removeprefix("VAPID_PRIVATE_KEY=")
    assert signing.public_of(private) in out.getvalue()
    assert len(keys.decoded(private)) == 32


@pytest.mark.parametrize(
    "private", ["nonsense", "AAAA", keys.encoded(b"\0" * 32), keys.encoded(b"\xff" * 32)]
)
def test_a_key_that_is_none_is_said_at_the_start(settings, private):
    settings.VAPID_PRIVATE_KEY = private
    assert [flaw.id for flaw in checks.the_key_is_one(None)] == ["minishop.E001"]


def test_no_key_is_no_flaw(settings):
    settings.VAPID_PRIVATE_KEY = ""
    assert checks.the_key_is_one(None) == []


@pytest.mark.django_db
def test_what_is_held_is_copied_and_erased():
    wen, mo = factories.member(), factories.member()
    for n, member in enumerate((wen, mo)):
        address = Browser(endpoint=f"https://push.example.net/{n}").address
        push.subscribe(address=address, user=member, session_key="s", subject="order:1", agent="Firefox")
    held = holdings["push"]

    (copy,) = held.export(wen)
    assert (copy["endpoint"], copy["agent"], copy["follows"]) == (
        "https://push.example.net/0",
        "Firefox",
        ["order:1"],
    )
    for _ in range(2):
        held.erase(wen)
    assert [row.user for row in Subscription.objects.all()] == [mo]
    assert not held.remains()
