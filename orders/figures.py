"""Index: the figures staff see first."""

from orders.insights import figures as insights

__all__ = ["insights"]
