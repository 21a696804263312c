"""Audit: what was erased is gone, nothing is kept longer than said, and news need a consent."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from members.consents.models import Consent
from members.consents.purposes import BY_CHANNEL
from members.rights.models import Erasure
from minishop import audit
from minishop.notify.kinds import kinds
from minishop.notify.models import Message
from minishop.privacy import Holding, holdings

#: Rows looked at of each holding; the audit says of more only that they are there.
MOST = 51


def _found(look: Callable[[Holding], Iterable[Any]]) -> Iterator[dict[str, Any]]:
    for name, holding in holdings:
        rows = look(holding)
        listed = rows.values_list("pk", flat=True)[:MOST] if isinstance(rows, QuerySet) else rows
        for row in listed:
            yield {"holding": name, "row": getattr(row, "pk", row)}


@audit.row("D1", "nothing personal is left of whoever was erased")
def erased() -> Iterator[dict[str, Any]]:
    yield from _found(lambda holding: holding.remains())
    half = Erasure.objects.filter(user__erased_at__isnull=False, done_at=None, begun_at=None)
    yield from ({"holding": "erasures", "row": pk} for pk in half.values_list("pk", flat=True))
    done = Erasure.objects.filter(user__erased_at__isnull=True, done_at__isnull=False)
    yield from ({"holding": "erasures", "row": pk} for pk in done.values_list("pk", flat=True))


@audit.row("D1.kept", "nothing personal is kept longer than the privacy notice says")
def kept() -> Iterator[dict[str, Any]]:
    return _found(lambda holding: holding.overdue())


@audit.row("D1.agreed", "marketing is written to no one who had not agreed to it then")
def agreed() -> Iterator[dict[str, Any]]:
    marketing = [name for name, kind in kinds if kind.is_marketing]
    for channel, purpose in BY_CHANNEL.items():
        said = Consent.objects.filter(
            user=OuterRef("recipient"), purpose=purpose.name, at__lte=OuterRef("created_at")
        )
        last = Subquery(said.order_by("-id").values("is_given")[:1])
        sent = Message.objects.filter(kind__in=marketing, channel=channel).annotate(last=last)
        unasked = sent.filter(Q(last=False) | Q(last=None))
        yield from map(dict, unasked.values("pk", "kind", "channel"))
