"""Index: the kernel's tasks and sweeps."""

from minishop.events import tasks as events
from minishop.idempotency import tasks as idempotency
from minishop.imports import tasks as imports
from minishop.limits import tasks as limits
from minishop.notify import tasks as notify

__all__ = ["events", "idempotency", "imports", "limits", "notify"]
