"""Index: the department's sweeps."""

from members.accounts import tasks as accounts

__all__ = ["accounts"]
