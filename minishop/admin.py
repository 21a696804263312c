"""Index of the kernel's admin."""

from minishop.brand import admin as brand

__all__ = ["brand"]
