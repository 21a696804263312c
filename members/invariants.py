"""Index: what must always be true of people."""

from members.credit import invariants as credit
from members.rights import invariants as rights

__all__ = ["credit", "rights"]
