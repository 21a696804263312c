"""Index: reactions of the catalogue."""

from catalog.collections import handlers as collections
from catalog.search import handlers as search

__all__ = ["collections", "search"]
