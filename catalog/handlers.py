"""Index: reactions of the catalogue."""

from catalog.alerts import handlers as alerts
from catalog.bulk import handlers as bulk
from catalog.collections import handlers as collections
from catalog.search import handlers as search

__all__ = ["alerts", "bulk", "collections", "search"]
