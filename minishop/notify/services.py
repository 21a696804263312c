"""Verbs of messages: send writes one with the fact it tells, hand_over gives it to its channel once."""

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
from minishop.notify.channels import Letter, Undeliverable, channel
from minishop.notify.kinds import Kind, kinds
from minishop.notify.models import Message

BLANKED = "—"
KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is written to: addresses as they were given, and the language to write in."""

    email: str = ""
    phone: str = ""
    user: Any = None
    language: str = ""

    def address(self, code: str) -> str:
        return {"email": self.email, "sms": self.phone}.get(code, "")


@transaction.atomic
def send(kind: str, *, reference: str, to: Recipient, context: dict[str, Any]) -> Message | None:
    """A message of this kind about this reference is written, in the recipient's language.

    It goes by the first of the kind's channels for which there is an address; with none it is not
    written. Repeating it for the same reference changes nothing.

    Raises:
        ValueError: the kind's text needs something the context lacks.
    """
    known = kinds[kind]
    if missing := known.needs - context.keys():
        raise ValueError(f"{kind} needs {', '.join(sorted(missing))}")
    code = next((code for code in known.channels if to.address(code)), None)
    if code is None:
        return None
    language = to.language or settings.LANGUAGE_CODE
    subject, body = _written(known, language, context)
    message, is_new = Message.objects.get_or_create(
        kind=kind,
        reference=reference,
        channel=code,
        defaults={
            "address": to.address(code),
            "recipient": to.user,
            "language": language,
            "subject": subject,
            "body": body,
        },
    )
    if is_new:
        events.emit("message.queued", subject=message, message=message.pk)
    return message


def _written(kind: Kind, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body: the template's first line, and what follows the blank one."""
    with translation.override(language):
        text = render_to_string(kind.template, {**context, "brand": brands.current()}).strip()
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
    letter = Letter(f"message-{message.pk}", message.address, message.subject, message.body, message.language)
    try:
        channel(message.channel).send(letter)
    except Undeliverable as problem:
        fail(message_id, str(problem))
    else:
        _sent(message)


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
