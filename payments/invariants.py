"""Index: what must always be true of payments."""

from payments.attempts import invariants as attempts
from payments.inbox import invariants as inbox
from payments.refunds import invariants as refunds

__all__ = ["attempts", "inbox", "refunds"]
