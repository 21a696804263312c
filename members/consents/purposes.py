"""What we may ask people to agree to: each purpose with its words, and the version of those words.

Whoever changes words gives them a new version: an old yes says nothing about new words, and we ask again.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing we do only for those who said yes; a `channel` makes it marketing by that way."""

    name: str
    title: Any
    words: Any
    version: str
    channel: str = ""


class NoSuchPurpose(LookupError):
    """Nothing of this name is asked of anyone."""


ALL = (
    Purpose(
        "marketing-email",
        _("News by e-mail"),
        _("New pieces, invitations and offers by e-mail, a few times a month. Stop at any time."),
        "2026-11",
        channel="email",
    ),
    Purpose(
        "marketing-sms",
        _("News by SMS"),
        _("Invitations and offers by SMS, at most twice a month. Stop at any time."),
        "2026-11",
        channel="sms",
    ),
    Purpose(
        "marketing-push",
        _("News on this phone"),
        _("News as notifications on the devices you chose. Stop at any time."),
        "2026-11",
        channel="push",
    ),
    Purpose(
        "marketing-wechat",
        _("News by WeChat"),
        _("New pieces and invitations through our WeChat account. Stop at any time."),
        "2026-11",
        channel="wechat",
    ),
    Purpose(
        "personalisation",
        _("Suggestions made for you"),
        _("What you looked at and bought decides which pieces we show you first."),
        "2026-11",
    ),
    Purpose(
        "brand-use",
        _("Your posts in our own pages"),
        _("We may show your posts and photographs, with the name you post under, on our own pages."),
        "2026-11",
    ),
)
PURPOSES = {purpose.name: purpose for purpose in ALL}
BY_CHANNEL = {purpose.channel: purpose for purpose in ALL if purpose.channel}


def purpose(name: str) -> Purpose:
    """The purpose of this name.

    Raises:
        NoSuchPurpose: there is none.
    """
    if name not in PURPOSES:
        raise NoSuchPurpose(name)
    return PURPOSES[name]
