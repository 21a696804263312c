from typing import Any

from catalog.pages.models import HOME, Page
from minishop.seo.sitemaps import PublicMap, listed


@listed("pages")
class Pages(PublicMap):
    def rows(self) -> Any:
        return Page.objects.live().exclude(handle=HOME).order_by("pk")
