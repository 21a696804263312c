"""Index: the figures staff see first, and what they see of a member."""

from orders.insights import figures as insights
from orders.insights import portraits
from orders.returns_desk import figures as returns_desk

__all__ = ["insights", "portraits", "returns_desk"]
