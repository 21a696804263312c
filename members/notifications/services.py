"""Verbs of a member's notifications: one browser is shown that it works, or hears no more."""

import secrets
from datetime import timedelta

from django.shortcuts import resolve_url

from members.accounts.models import User
from minishop import limits, notify
from minishop.push import services as push
from minishop.push.models import Subscription

HOUR = timedelta(hours=1)


def test(*, user: User, browser: Subscription) -> bool:
    """A notification is on its way to the browser; false where there were enough of them for now."""
    if not limits.take("push.test", str(user.pk), most=10, per=HOUR):
        return False
    notify.send(
        "push-test",
        reference=f"test:{secrets.token_hex(8)}",
        to=notify.Recipient(user=user, browsers=[browser]),
        context={"path": resolve_url("me-notifications")},
    )
    return True


def off(*, browser: Subscription) -> None:
    """The browser is told nothing more."""
    push.end(endpoint=browser.endpoint)
