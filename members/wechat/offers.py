"""Where signing in by WeChat is offered: in its own browser, and in a demo everywhere."""

from dataclasses import dataclass

from django.http import HttpRequest

from members.identities.models import Identity
from members.wechat import sandbox
from members.wechat import services as wechat

BROWSER = "MicroMessenger"


@dataclass(frozen=True, slots=True)
class Own:
    """The member's WeChat, and whether one can be linked here."""

    row: Identity | None
    offered: bool


def inside(request: HttpRequest) -> bool:
    """Whether the page is read in WeChat."""
    return BROWSER in request.headers.get("User-Agent", "")


def stands(request: HttpRequest) -> bool:
    """Elsewhere WeChat's page would not open, unless it is the sandbox's."""
    return wechat.client() is not None and (inside(request) or sandbox.is_open())


def own(request: HttpRequest) -> Own:
    """For the member's Sign-in page; one question."""
    row = Identity.objects.filter(user=request.user.pk, provider=wechat.PROVIDER).first()
    return Own(row, stands(request))
