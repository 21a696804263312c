"""Index: what payments does again and again."""

from payments.attempts import tasks as attempts
from payments.inbox import tasks as inbox
from payments.refunds import tasks as refunds

__all__ = ["attempts", "inbox", "refunds"]
