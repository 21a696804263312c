"""Index of the catalogue's admin."""

from catalog.alerts import admin as alerts
from catalog.bulk import admin as bulk
from catalog.collections import admin as collections
from catalog.composing import admin as pages
from catalog.composing import revision_admin as revisions
from catalog.fetching import admin as fetching
from catalog.menus import admin as menus
from catalog.pictures import admin as pictures
from catalog.products import admin as products
from catalog.redirects import admin as redirects
from catalog.repricing import admin as repricing
from catalog.search import admin as search
from catalog.stories import admin as stories
from catalog.vendors import admin as vendors

__all__ = [
    "alerts",
    "bulk",
    "collections",
    "fetching",
    "menus",
    "pages",
    "pictures",
    "products",
    "redirects",
    "repricing",
    "revisions",
    "search",
    "stories",
    "vendors",
]
