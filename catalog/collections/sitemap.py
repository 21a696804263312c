from typing import Any

from catalog.collections.models import Collection
from minishop.seo.sitemaps import PublicMap, listed


@listed("collections")
class Collections(PublicMap):
    def rows(self) -> Any:
        return Collection.objects.departments().order_by("pk")
