"""Index: the department's tables, to bring and to take."""

from members.club import balances, texts
from members.club import sheets as members

__all__ = ["balances", "members", "texts"]
