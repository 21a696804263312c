"""Index: what changes hands when two accounts of one person become one."""

from catalog.alerts import merging as alerts

__all__ = ["alerts"]
