"""`once`: the same key asks for the same thing and gets the same answer, however often it comes."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now

from minishop.idempotency.models import IdempotencyKey

KEPT = timedelta(days=30)
LEASE = timedelta(seconds=60)  # how long whoever claimed a key may work before another takes over


class KeyReused(Exception):
    """The key was used before to ask for something else; nothing was done."""

    def __init__(self, scope: str, key: str) -> None:
        self.scope, self.key = scope, key
        super().__init__(f"{scope} key was used for something else")


class InFlight(Exception):
    """Someone is doing the work for this key at this moment; nothing was done."""


def once(*, scope: str, key: str, fingerprint: Any, work: Callable[[], Any]) -> Any:
    """The work is done once for this key, in one transaction with the key, and its answer kept.

    A second caller waits at the unique key until the first commits, then reads the first's answer; if
    the first failed, nothing is kept and the second does the work. `fingerprint` is what is asked
    for, any JSON value; the answer is a JSON value too.

    Raises:
        KeyReused: the key came before with another fingerprint.
    """
    asked = _digest(fingerprint)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = IdempotencyKey.objects.create(scope=scope, key=key, fingerprint=asked)
        except IntegrityError:
            return _answer(scope, key, asked)
        row.result = work()
        row.save(update_fields=["result"])
        return row.result


def claim(*, scope: str, key: str, fingerprint: Any) -> Any:
    """None when the caller is to do the work, in no transaction, and say `keep` or `forget`; else the answer.

    For work that asks the network. Who dies at it is followed by the next after `LEASE`, so the work must
    stand being repeated by a reference of its own.

    Raises:
        KeyReused: the key came before with another fingerprint.
        InFlight: another is at it.
    """
    asked = _digest(fingerprint)
    row, is_new = IdempotencyKey.objects.get_or_create(scope=scope, key=key, defaults={"fingerprint": asked})
    if is_new:
        return None
    if row.fingerprint != asked:
        raise KeyReused(scope, key)
    if row.result is not None:
        return row.result
    if _open(scope, key).filter(at__lt=Now() - LEASE).update(at=Now()):
        return None
    raise InFlight


def keep(*, scope: str, key: str, result: Any) -> None:
    """The claimed key has its answer."""
    _open(scope, key).update(result=result)


def forget(*, scope: str, key: str) -> None:
    """The claimed key is free again: the work was not done."""
    _open(scope, key).delete()


def _open(scope: str, key: str) -> models.QuerySet[IdempotencyKey]:
    return IdempotencyKey.objects.filter(scope=scope, key=key, result__isnull=True)


def _answer(scope: str, key: str, asked: str) -> Any:
    row = IdempotencyKey.objects.get(scope=scope, key=key)
    if row.fingerprint != asked:
        raise KeyReused(scope, key)
    return row.result


def _digest(fingerprint: Any) -> str:
    plain = json.dumps(fingerprint, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(plain.encode()).hexdigest()


def purge() -> int:
    """Keys older than anyone repeats are gone."""
    return IdempotencyKey.objects.filter(at__lt=Now() - KEPT).delete()[0]
