"""Index: the kernel's reactions to events."""

from minishop.notify import handlers as notify
from minishop.webhooks import handlers as webhooks

__all__ = ["notify", "webhooks"]
