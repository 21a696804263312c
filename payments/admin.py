"""Index of payments' admin."""

from payments.inbox import admin as inbox
from payments.refunds import admin as refunds

__all__ = ["inbox", "refunds"]
