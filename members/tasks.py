"""Index: the department's sweeps."""

from members.accounts import tasks as accounts
from members.rights import tasks as rights
from members.traces import tasks as traces

__all__ = ["accounts", "rights", "traces"]
