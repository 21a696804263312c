"""Index: the kernel's tables, to bring and to take."""

from minishop.wording import sheets as wording

__all__ = ["wording"]
