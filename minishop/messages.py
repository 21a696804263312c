"""Index: the kernel's own messages, and what they hold about people."""

from minishop.notify import privacy as notify

__all__ = ["notify"]
