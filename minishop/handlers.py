"""Index: the kernel's reactions to events."""

from minishop.notify import handlers as notify

__all__ = ["notify"]
