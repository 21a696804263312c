"""What a receiver's answer means for the message; pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from minishop.outbound import Answer, NotSent

GONE = 410
#: How much of an answer the log keeps, in characters.
KEPT = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one try: the status if there was one, words for the log, how long to wait at least."""

    status: int | None
    words: str
    wait: timedelta = timedelta(0)

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == GONE


def judged(answer: Answer) -> Verdict:
    """The verdict on what was answered: taken with 2xx alone, redirects are refusals."""
    said = answer.body.decode("utf-8", "replace").replace("\0", "")[:KEPT]
    return Verdict(answer.status, said, _asked(answer.headers.get("retry-after", "")))


def unsent(problem: NotSent) -> Verdict:
    """The verdict when there was no answer; the reason as `NotSent` names it."""
    return Verdict(None, problem.reason)


def broke(problem: Exception) -> Verdict:
    """The verdict when we failed ourselves."""
    return Verdict(None, type(problem).__name__)


def _asked(retry_after: str) -> timedelta:
    """How long the receiver asks to be left alone: seconds, or until a date."""
    if retry_after.isascii() and retry_after.isdigit():
        return timedelta(seconds=min(int(retry_after), 10**7))
    try:
        until = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return timedelta(0)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(until - datetime.now(UTC), timedelta(0))
