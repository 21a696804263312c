"""Verbs of redirects. Chains are never stored: what led to an old path is led on when it moves.

Verbs run one after another, behind an advisory lock: two of them could each be right and together make
a chain or a circle.
"""

from django.db import connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from catalog.redirects import paths
from catalog.redirects.models import Redirect

#: The advisory lock's key, as any number of our own.
LOCK = 0x301


class Loop(Exception):
    """The old path would lead to itself, by way of `via`."""

    def __init__(self, path: str, via: str) -> None:
        self.path, self.via = path, via
        super().__init__(f"{path} → {via} → {path}")


@transaction.atomic
def moved(old: str, new: str) -> None:
    """Whoever asks for the old path, or for one that led there, is led to the new one in one step.

    Call it in the transaction of every verb that changes a handle, with what `get_absolute_url` said
    before and after. The new path leads nowhere else from now on: the thing that is there wins.
    """
    old, new = paths.old(old), paths.normal(new)
    if old == new:
        return
    one_at_a_time()
    Redirect.objects.filter(path=paths.path_of(new)).delete()
    _lead_on(old, new)
    Redirect.objects.update_or_create(path=old, defaults={"to": new})


def handle_before(row: models.Model) -> str | None:
    """The handle under which the row lies in the database, now locked until the end; None for a new row."""
    rows = type(row)._base_manager.select_for_update(of=("self",), no_key=True).filter(pk=row.pk)
    return rows.values_list("handle", flat=True).first()


@transaction.atomic
def settled(before: str | None, path: str) -> None:
    """The row that was found at one path (None: it is new) is found at the other, from both."""
    if before is None:
        taken(path)
    elif before != path:
        moved(before, path)


@transaction.atomic
def taken(path: str) -> None:
    """There is a page at this path now: nobody is led away from it, even when it is withdrawn later."""
    Redirect.objects.filter(path=paths.old(path)).delete()


@transaction.atomic
def lead(*, path: str, to: str) -> Redirect:
    """Whoever asks for the path is led there, or to where that leads by now.

    Raises:
        ValidationError: one of them is not an address of this shop.
        Loop: it would lead back to the path.
    """
    path, to = paths.old(path), paths.normal(to)
    one_at_a_time()
    end = destination(path, to)
    _lead_on(path, end)
    return Redirect.objects.update_or_create(path=path, defaults={"to": end})[0]


def destination(path: str, to: str) -> str:
    """Where somebody led from the one to the other would end.

    Raises:
        Loop: at the path they came from.
    """
    end = Redirect.objects.target(to) or to
    if paths.path_of(end) == path:
        raise Loop(path, to)
    return end


def one_at_a_time() -> None:
    """Until this transaction ends, no other verb of redirects runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _lead_on(old: str, new: str) -> None:
    """What led to the old path leads to the new one, each keeping its own query."""
    Redirect.objects.filter(to=old).update(to=new)
    tail = Substr(F("to"), len(old) + 1)
    Redirect.objects.leading_to(old).update(to=Concat(Value(paths.path_of(new)), tail))
