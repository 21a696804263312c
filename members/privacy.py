"""Index: what the department holds about people."""

from members.accounts import privacy as accounts

__all__ = ["accounts"]
