"""Index: reactions of the catalogue."""

from catalog.search import handlers as search

__all__ = ["search"]
