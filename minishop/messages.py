"""Index: the kernel's own messages, and what they hold about people."""

from minishop.notify import privacy as notify
from minishop.push import messages as push
from minishop.push import privacy as push_privacy
from minishop.webhooks import messages as webhooks

__all__ = ["notify", "push", "push_privacy", "webhooks"]
