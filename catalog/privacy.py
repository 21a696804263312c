"""Index: what the department holds about people."""

from catalog.alerts import privacy as alerts

__all__ = ["alerts"]
