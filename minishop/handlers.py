"""Index: the kernel's reactions to events."""

from minishop.notify import handlers as notify
from minishop.push import handlers as push
from minishop.webhooks import handlers as webhooks

__all__ = ["notify", "push", "webhooks"]
