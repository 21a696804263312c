"""Index: the figures staff see first."""

from payments.refunds import figures as refunds

__all__ = ["refunds"]
