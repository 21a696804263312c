"""Index: the figures staff see first."""

from orders.insights import figures as insights
from orders.returns_desk import figures as returns_desk

__all__ = ["insights", "returns_desk"]
