"""Index: the catalogue's tables, to bring and to take."""

from catalog.importing import sheets as importing
from catalog.pricelists import sheets as pricelists

__all__ = ["importing", "pricelists"]
