"""Index: the department's reactions to events."""

from members.rights import handlers as rights

__all__ = ["rights"]
