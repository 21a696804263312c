"""Gateways by code, from the dotted paths of `settings.PAYMENT_GATEWAYS`.

No gateway is ever called inside a transaction: a lock would be held for as long as a stranger takes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from payments.gateways.base import (
    Charge,
    Gateway,
    Misconfigured,
    Notice,
    RefundSnapshot,
    Repayment,
    Snapshot,
    Started,
)

T = TypeVar("T")


class NoSuchGateway(Misconfigured, LookupError):
    """No enabled gateway has this code; what was begun through it waits until it is enabled again."""


class CalledInTransaction(AssertionError):
    """A gateway was about to be called while a transaction was open."""


def enabled() -> dict[str, "Outside"]:
    """The gateways of this environment by code, in the order of the settings."""
    return _load(tuple(settings.PAYMENT_GATEWAYS))


def get(code: str) -> "Outside":
    try:
        return enabled()[code]
    except KeyError:
        raise NoSuchGateway(code) from None


@lru_cache(maxsize=8)
def _load(paths: tuple[str, ...]) -> dict[str, "Outside"]:
    loaded = [Outside(cast(Gateway, import_string(path)())) for path in paths]
    return {gateway.code: gateway for gateway in loaded}


class Outside:
    """A gateway whose every call to the network stands outside any transaction.

    Raises:
        CalledInTransaction: one is open (a test case's own does not count).
    """

    def __init__(self, inner: Gateway) -> None:
        self.inner = inner
        self.code, self.label = inner.code, inner.label
        self.acknowledgement, self.answers_questions = inner.acknowledgement, inner.answers_questions

    def start(self, charge: Charge) -> Started:
        return self._outside().start(charge)

    def query(self, charge: Charge) -> Snapshot:
        return self._outside().query(charge)

    def close(self, charge: Charge) -> Snapshot:
        return self._outside().close(charge)

    def refund(self, repayment: Repayment) -> RefundSnapshot:
        return self._outside().refund(repayment)

    def query_refund(self, repayment: Repayment) -> RefundSnapshot:
        return self._outside().query_refund(repayment)

    def verify(self, headers: Mapping[str, str], body: bytes) -> Notice:
        return self.inner.verify({name.lower(): value for name, value in headers.items()}, body)

    def read(self, payload: dict[str, Any]) -> Snapshot | RefundSnapshot | None:
        return self.inner.read(payload)

    def _outside(self) -> Gateway:
        """The gateway itself, once it is sure that no transaction is open."""
        blocks = getattr(connection, "atomic_blocks", [])
        if any(not getattr(block, "_from_testcase", False) for block in blocks):
            raise CalledInTransaction(f"{self.code} was called inside a transaction")
        return self.inner
