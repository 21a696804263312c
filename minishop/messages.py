"""Index: the kernel's own messages, and what they hold about people."""

from minishop.notify import privacy as notify
from minishop.webhooks import messages as webhooks

__all__ = ["notify", "webhooks"]
