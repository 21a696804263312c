"""Index: what payments does when something happened."""

from payments.attempts import handlers as attempts
from payments.gateways.sandbox import handlers as sandbox
from payments.refunds import handlers as refunds

__all__ = ["attempts", "refunds", "sandbox"]
