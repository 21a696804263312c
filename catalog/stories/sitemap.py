from typing import Any

from catalog.stories.models import Story
from minishop.seo.sitemaps import PublicMap, listed


@listed("stories")
class Stories(PublicMap):
    """Those with something to read; others lead to a piece."""

    def rows(self) -> Any:
        return Story.objects.published().exclude(body="").order_by("pk")
