"""Index: the messages about orders."""

from orders.notices import messages as notices
from orders.returns_notices import messages as returns_notices
from orders.review_letters import messages as review_letters
from orders.stock import messages as stock

__all__ = ["notices", "returns_notices", "review_letters", "stock"]
