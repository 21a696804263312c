"""Index: the catalogue's tables, to bring and to take."""

from catalog.importing import sheets as importing
from catalog.pricelists import sheets as pricelists
from catalog.redirects import sheets as redirects
from catalog.wording import sheets as wording

__all__ = ["importing", "pricelists", "redirects", "wording"]
