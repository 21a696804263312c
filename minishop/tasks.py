"""Index: the kernel's tasks and sweeps."""

from minishop.events import tasks as events
from minishop.idempotency import tasks as idempotency

__all__ = ["events", "idempotency"]
