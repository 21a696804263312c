"""Index: what must always be true of people."""

from members.rights import invariants as rights

__all__ = ["rights"]
