"""Index: what the catalogue does again and again."""

from catalog.alerts import tasks as alerts
from catalog.collections import tasks as collections
from catalog.feeds import tasks as feeds
from catalog.fetching import tasks as fetching
from catalog.pictures import tasks as pictures
from catalog.products import tasks as products
from catalog.repricing import tasks as repricing
from catalog.search import tasks as search
from catalog.shelf import tasks as shelf
from catalog.stories import tasks as stories

__all__ = [
    "alerts",
    "collections",
    "feeds",
    "fetching",
    "pictures",
    "products",
    "repricing",
    "search",
    "shelf",
    "stories",
]
