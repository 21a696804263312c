"""Verbs of messages: send writes one with the fact it tells, hand_over gives it to its channel once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import translation

from minishop import events
from minishop.brand import services as brands
from minishop.logs import without_addresses
from minishop.notify import leave
from minishop.notify.channels import Busy, Letter, Undeliverable, channel
from minishop.notify.kinds import Kind, kinds
from minishop.notify.models import Message

BLANKED = "—"
KEPT = timedelta(days=180)
WAITED = timedelta(days=1)
#: Seconds that a busy provider may make us wait.
SOONEST, LATEST = 5.0, 3600.0


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is written to: addresses as they were given, and the language to write in."""

    email: str = ""
    phone: str = ""
    user: Any = None
    language: str = ""
    #: Browsers that asked to be told (rows of push subscriptions), each in its own language.
    browsers: Iterable[Any] = ()

    def address(self, code: str) -> str:
        return {"email": self.email, "sms": self.phone}.get(code, "")


@transaction.atomic
def send(kind: str, *, reference: str, to: Recipient, context: dict[str, Any]) -> Message | None:
    """A message of this kind about this reference is written, in the recipient's language.

    It goes by the first of the kind's channels for which there is an address; with none it is not
    written. A kind that rings is also written to each browser that asked. Marketing goes only by channels
    the recipient agreed to, and names a `way_out`. Repeating it for the same reference changes nothing.

    Raises:
        ValueError: the kind's text needs something the context lacks.
    """
    known = kinds[kind]
    if missing := known.needs - context.keys():
        raise ValueError(f"{kind} needs {', '.join(sorted(missing))}")
    language = to.language or settings.LANGUAGE_CODE
    _ring(known, reference, to, language, context)
    code = next((code for code in known.channels if to.address(code) and _may_go(known, to.user, code)), None)
    if code is None:
        return None
    if known.is_marketing:
        context = {**context, "way_out": leave.way_out(to.user, code)}
    subject, body = _written(known.template, language, context)
    told = {"address": to.address(code), "language": language, "subject": subject, "body": body}
    return _queue(kind, reference, code, recipient=to.user, **told)


def _may_go(kind: Kind, person: Any, code: str) -> bool:
    return not kind.is_marketing or leave.given(person, code)


def _ring(kind: Kind, reference: str, to: Recipient, language: str, context: dict[str, Any]) -> None:
    """Each browser that asked has a message of its own, in the language it was asked in."""
    asked = [browser for browser in to.browsers if _may_go(kind, browser.user, "push")] if kind.rings else ()
    for browser in asked:
        spoken = browser.language or language
        subject, body = _written(kind.push_template, spoken, context)
        told = {"address": str(browser.pk), "language": spoken, "subject": subject, "body": body}
        own = f"{reference}>{browser.pk}"
        _queue(kind.name, own, "push", recipient=browser.user, link=context["path"], **told)


def _queue(kind: str, reference: str, channel: str, **fields: Any) -> Message:
    message, is_new = Message.objects.get_or_create(
        kind=kind, reference=reference, channel=channel, defaults=fields
    )
    if is_new:
        events.emit("message.queued", subject=message, message=message.pk)
    return message


def _written(template: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body: the template's first line, and what follows the blank one."""
    with translation.override(language):
        text = render_to_string(template, {**context, "brand": brands.current()}).strip()
    subject, _, body = text.partition("\n")
    return subject.strip()[:200], body.strip()


def hand_over(message_id: int) -> None:
    """The message's channel has it and it is sent, or it has failed for good; at most once a state.

    Called outside a transaction: a channel talks to the network. A crash between the channel's answer
    and ours hands the same letter over again, under the same key.
    """
    message = Message.objects.filter(pk=message_id, state=Message.State.QUEUED).first()
    if message is None:
        return
    if not _may_go(kinds[message.kind], message.recipient, message.channel):
        return fail(message_id, "no longer agreed to")
    try:
        channel(message.channel).send(_letter(message))
    except Undeliverable as problem:
        fail(message_id, str(problem))
    except Busy as problem:
        _wait(message, problem)
    else:
        _sent(message)


def _letter(message: Message) -> Letter:
    known = kinds[message.kind]
    text = (message.address, message.subject, message.body, message.language)
    way_out = leave.way_out(message.recipient, message.channel) if known.is_marketing else ""
    return Letter(f"message-{message.pk}", *text, message.link, known.rings or "normal", way_out)


def _wait(message: Message, problem: Busy) -> None:
    """The provider is asked again when it said, for a day; what comes later is no news."""
    if Message.objects.filter(pk=message.pk, created_at__lt=Now() - WAITED).exists():
        fail(message.pk, str(problem))
    else:
        raise events.Later(min(max(problem.seconds, SOONEST), LATEST))


def _sent(message: Message) -> None:
    blank = kinds[message.kind].is_secret and not settings.DEMO
    changes = {"subject": "", "body": BLANKED} if blank else {}
    Message.objects.filter(pk=message.pk, state=Message.State.QUEUED).update(
        state=Message.State.SENT, sent_at=Now(), error="", **changes
    )


@transaction.atomic
def fail(message_id: int, error: str) -> None:
    """The message is given up, and an event tells it."""
    queued = Message.objects.filter(pk=message_id, state=Message.State.QUEUED)
    if queued.update(state=Message.State.FAILED, error=without_addresses(error)[:500]):
        message = Message.objects.get(pk=message_id)
        events.emit("message.failed", subject=message, kind=message.kind, channel=message.channel)


@transaction.atomic
def retry(message: Message) -> bool:
    """A failed message is queued again."""
    failed = Message.objects.filter(pk=message.pk, state=Message.State.FAILED)
    if not failed.update(state=Message.State.QUEUED, error=""):
        return False
    events.emit("message.queued", subject=message, message=message.pk)
    return True


def written() -> QuerySet[Message]:
    """Messages that still tell an address or a text."""
    return Message.objects.exclude(address="", subject="", body=BLANKED, error="")


def written_to(person: Any) -> QuerySet[Message]:
    """What was written to the person, or to nobody in particular at a phone or e-mail that is theirs."""
    known = [str(address) for address in (person.phone, person.email) if address]
    return Message.objects.filter(Q(recipient=person) | Q(recipient=None, address__in=known))


@transaction.atomic
def erase(*, person: Any) -> int:
    """Nothing of what was written to the person is left but that it was; what waits is not sent."""
    known = [str(address) for address in (person.phone, person.email) if address]
    told = written().filter(Q(recipient=person) | Q(address__in=known))
    told.filter(state=Message.State.QUEUED).update(state=Message.State.FAILED)
    return told.update(address="", subject="", body=BLANKED, error="")


def overdue() -> QuerySet[Message]:
    """Messages that should have been forgotten a day ago."""
    return Message.objects.filter(created_at__lt=Now() - KEPT - timedelta(days=1))


def forget() -> int:
    """Messages older than anyone asks about are gone, whatever became of them."""
    return Message.objects.filter(created_at__lt=Now() - KEPT).delete()[0]
