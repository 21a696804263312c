"""Sends what is due, each webhook in its own line, one message at a time.

A message is claimed by a conditional UPDATE with a lease, sent in no transaction, and marked in one that
still finds the claim. Whoever dies in between leaves it to the next round: it may arrive twice, always
under the same id. A webhook that fails or is slow keeps nobody waiting but itself.
"""

import secrets
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Now

from minishop import events, outbound
from minishop.outbound import NotSent
from minishop.webhooks import services as webhooks
from minishop.webhooks import signing
from minishop.webhooks.alarm import raise_alarm
from minishop.webhooks.answers import Verdict, broke, judged, unsent
from minishop.webhooks.models import Webhook, WebhookMessage, WebhookTry

log = structlog.get_logger(__name__)

State = WebhookMessage.State
#: An answer that comes later is none.
SECONDS = 15.0
LEASE = timedelta(seconds=60)
#: The pauses that the specification gives as its example, ten tries in three days.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
LONGEST = timedelta(hours=24)
#: A webhook that takes nothing for so long is switched off.
PATIENCE = timedelta(days=5)
#: So many webhooks are sent to at a time.
LINES = 8


def send_all(*, seconds: float) -> int:
    """How many messages were taken; what is due in `seconds` was tried, slow webhooks beside the others."""
    deadline = time.monotonic() + seconds
    busy: dict[int, Future[tuple[int, bool]]] = {}
    tired: set[int] = set()
    taken = 0
    with ThreadPoolExecutor(LINES) as pool:
        while True:
            for pk in [pk for pk, line in busy.items() if line.done()]:
                more, is_tired = busy.pop(pk).result()
                taken += more
                tired |= {pk} if is_tired else set()
            for pk in _waiting(busy.keys() | tired, deadline):
                busy[pk] = pool.submit(_line, pk, deadline)
            if not busy:
                return taken
            wait(busy.values(), timeout=0.2, return_when=FIRST_COMPLETED)


def _waiting(others: set[int], deadline: float) -> list[int]:
    """Webhooks with work that nobody is at; none when the time is over."""
    if time.monotonic() > deadline:
        return []
    return list(Webhook.objects.with_work().exclude(pk__in=others).values_list("pk", flat=True)[:LINES])


def _line(webhook: int, deadline: float) -> tuple[int, bool]:
    try:
        return send_due(webhook, deadline)
    finally:
        connection.close()  # this thread's own


def send_due(webhook: int, deadline: float) -> tuple[int, bool]:
    """How many of the webhook's messages were taken, and whether it failed, after which no other is tried."""
    taken = 0
    while time.monotonic() < deadline:
        due = WebhookMessage.objects.due().filter(webhook=webhook).values_list("pk", flat=True).first()
        if due is None or not Webhook.objects.with_work().filter(pk=webhook).exists():
            break
        if not send(due):
            return taken, True
        taken += 1
    return taken, False


def send(pk: int) -> bool:
    """Whether the message was taken; if it was due and free, what became of it stands on the row."""
    message = claim(pk)
    if message is None:
        return False
    started = time.monotonic()
    verdict = _posted(message)
    finish(message, verdict, int((time.monotonic() - started) * 1000))
    return verdict.is_taken


def claim(pk: int) -> WebhookMessage | None:
    """The message, now ours with one more try counted, or nothing if it is not due or not free."""
    due = WebhookMessage.objects.due().order_by().filter(pk=pk)
    if not due.update(state=State.RUNNING, tries=models.F("tries") + 1, leased_until=Now() + LEASE):
        return None
    return WebhookMessage.objects.select_related("webhook").get(pk=pk)


def _posted(message: WebhookMessage) -> Verdict:
    body = message.body.encode()
    known = webhooks.secrets_of(message.webhook)
    told = signing.headers(known, message.key, int(time.time()), body)
    try:
        return judged(
            outbound.post(
                message.webhook.url, body, headers=told, seconds=SECONDS, allow=settings.WEBHOOK_ALLOW
            )
        )
    except NotSent as problem:
        return unsent(problem)
    except Exception as problem:  # ours to mend, and no reason to hold up the others
        log.exception("webhook.broke", message=message.pk)
        return broke(problem)


@transaction.atomic
def finish(message: WebhookMessage, verdict: Verdict, milliseconds: int) -> None:
    """The try is in the log and the message where it goes next, if the claim is still ours."""
    ours = WebhookMessage.objects.filter(pk=message.pk, state=State.RUNNING, tries=message.tries)
    if not ours.update(leased_until=None, **_next(message, verdict)):
        log.warning("webhook.lost", message=message.pk)
        return
    WebhookTry.objects.create(
        message=message, status=verdict.status, milliseconds=milliseconds, answer=verdict.words
    )
    if verdict.is_taken:
        Webhook.objects.filter(pk=message.webhook_id).update(failing_since=None, rest_until=None)
        return
    if not WebhookMessage.objects.filter(pk=message.pk, state=State.PENDING).exists():
        events.emit("webhook.given_up", subject=message, webhook=message.webhook_id)
    _note_failure(message.webhook, verdict)


def _next(message: WebhookMessage, verdict: Verdict) -> dict[str, object]:
    """The columns of what becomes of it."""
    if verdict.is_taken:
        return {"state": State.DONE, "done_at": Now()}
    if verdict.is_gone or message.tries > len(PAUSES):
        return {"state": State.DEAD}
    return {"state": State.PENDING, "run_at": Now() + pause(message.tries, verdict.wait)}


def pause(tries: int, asked: timedelta) -> timedelta:
    """How long to wait after so many tries: up to a tenth longer than the table says, so that what failed
    together does not come back together; longer if the receiver asked for it, a day at most.
    """
    usual = PAUSES[tries - 1]
    return min(max(usual * (1 + secrets.randbelow(100) / 1000), asked), LONGEST * 1.1)


def _note_failure(webhook: Webhook, verdict: Verdict) -> None:
    """Since when it fails is known, and it is switched off once that is too long."""
    row = Webhook.objects.filter(pk=webhook.pk)
    row.filter(failing_since=None).update(failing_since=Now())
    if verdict.wait:
        row.update(rest_until=Now() + min(verdict.wait, LONGEST))
    because = Webhook.Why.GONE if verdict.is_gone else ""
    if not because and row.filter(failing_since__lt=Now() - PATIENCE).exists():
        because = Webhook.Why.FAILING
    if because and webhooks.switch(webhook=webhook, on=False, because=because):
        raise_alarm(webhook)
