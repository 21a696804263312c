"""What pages say to a person."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _

from members.accounts.recent import is_recent
from members.credit import services as credit
from members.passkeys import offers
from members.wechat import offers as wechat
from minishop.money import Money

register = template.Library()


@register.simple_tag(takes_context=True)
def passkey_offered(context: Context) -> bool:
    """Whether the member is asked to make a passkey."""
    return offers.stands(context["request"])


@register.simple_tag(takes_context=True)
def came_just_now(context: Context) -> bool:
    """Whether the member need not show once more who they are."""
    return is_recent(context["request"])


@register.simple_tag
def second_factor_is_off() -> bool:
    """Whether this shop asks its staff for a password alone."""
    return not settings.STAFF_SECOND_FACTOR


@register.simple_tag(takes_context=True)
def wechat_place(context: Context) -> str:
    """Where the sign-in page offers WeChat: `first` in its own browser, `after` in a demo, or nowhere."""
    request = context["request"]
    if not wechat.stands(request):
        return ""
    return "first" if wechat.inside(request) else "after"


@register.simple_tag(takes_context=True)
def wechat_own(context: Context) -> wechat.Own:
    """The member's WeChat, and whether one can be linked."""
    return wechat.own(context["request"])


@register.simple_tag(takes_context=True)
def store_credit(context: Context) -> Money | None:
    """What the member may spend of store credit; nothing for whoever never had any."""
    return credit.known(context["request"].user)


@register.simple_tag
def greeting(person: Any) -> str:
    """Good morning, afternoon or evening by the shop's clock, with the name where we know it."""
    hour = timezone.localtime().hour
    if 5 <= hour < 12:
        said = _("Good morning")
    elif 12 <= hour < 18:
        said = _("Good afternoon")
    else:
        said = _("Good evening")
    name = getattr(person, "name", "")
    return _("%(greeting)s, %(name)s") % {"greeting": said, "name": name} if name else said
