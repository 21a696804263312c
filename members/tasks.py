"""Index: the department's sweeps."""

from members.accounts import tasks as accounts
from members.traces import tasks as traces

__all__ = ["accounts", "traces"]
