"""Index: the messages about the catalogue."""

from catalog.alerts import messages as alerts

__all__ = ["alerts"]
