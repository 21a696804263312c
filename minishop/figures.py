"""Index: the kernel's figures."""

from minishop.webhooks import figures as webhooks

__all__ = ["webhooks"]
