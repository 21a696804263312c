"""Index: the kernel's figures."""

from minishop.push import figures as push
from minishop.webhooks import figures as webhooks

__all__ = ["push", "webhooks"]
