"""Index: the catalogue's pages that search engines may find."""

from catalog.collections import sitemap as collections
from catalog.pages import sitemap as pages
from catalog.shop import sitemap as shop
from catalog.stories import sitemap as stories

__all__ = ["collections", "pages", "shop", "stories"]
