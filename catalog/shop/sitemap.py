from django.urls import reverse

from minishop.seo.sitemaps import PublicMap, listed


@listed("places")
class Places(PublicMap):
    """The front and the whole shop."""

    def items(self) -> list[str]:
        return ["home", "shop"]

    def location(self, item: str) -> str:
        return reverse(item)
