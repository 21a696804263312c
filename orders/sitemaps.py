"""Index: the pages of orders that search engines may find."""

from orders.stores import sitemap as stores

__all__ = ["stores"]
