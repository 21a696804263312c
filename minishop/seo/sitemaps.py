"""What search engines may find, filled by departments from their `sitemaps.py`.

`@listed("products")` on a `PublicMap` adds its rows to /sitemap.xml (https://www.sitemaps.org/protocol.html).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max

from minishop.registry import Registry

#: A file may hold 50,000 addresses; smaller ones are quicker to write.
PAGE = 10_000

maps: Registry[type["PublicMap"]] = Registry("sitemap")


class PublicMap(Sitemap):
    """Addresses of one kind of page, under the shop's public origin whatever host was asked.

    Subclasses say `rows()`, an ordered queryset of what has a page now, or `items()` and `location(item)`.
    """

    limit = PAGE

    def rows(self) -> Any:
        return None

    def items(self) -> Any:
        return self.rows()

    def lastmod(self, item: Any) -> datetime | None:
        return getattr(item, "updated_at", None)

    def get_latest_lastmod(self) -> datetime | None:
        """When the newest of them changed, asked of the database; None where rows do not say."""
        rows = self.rows()
        if rows is None or "updated_at" not in {field.name for field in rows.model._meta.concrete_fields}:
            return None
        latest: datetime | None = rows.order_by().aggregate(latest=Max("updated_at"))["latest"]
        return latest

    def pages(self) -> int:
        """How many files hold them; none when there is nothing to find."""
        return int(self.paginator.num_pages) if self.paginator.count else 0

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PUBLIC_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_URL).scheme


def listed(name: str) -> Callable[[type[PublicMap]], type[PublicMap]]:
    def register(each: type[PublicMap]) -> type[PublicMap]:
        return maps.add(name, each)

    return register
