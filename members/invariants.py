"""Index: what must always be true of people."""

from members.credit import invariants as credit
from members.points import invariants as points
from members.rights import invariants as rights

__all__ = ["credit", "points", "rights"]
