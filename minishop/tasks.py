"""Index: the kernel's tasks and sweeps."""

from minishop.desk import tasks as desk
from minishop.doctor import tasks as doctor
from minishop.events import tasks as events
from minishop.idempotency import tasks as idempotency
from minishop.limits import tasks as limits
from minishop.notify import tasks as notify
from minishop.push import tasks as push
from minishop.webhooks import tasks as webhooks

__all__ = ["desk", "doctor", "events", "idempotency", "limits", "notify", "push", "webhooks"]
