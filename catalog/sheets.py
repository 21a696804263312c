"""Index: the catalogue's tables, to bring and to take."""

from catalog.pricelists import sheets as pricelists

__all__ = ["pricelists"]
