from typing import Any

from django.urls import reverse

from minishop.seo.sitemaps import PublicMap, listed
from orders.stores.models import Store


@listed("houses")
class Houses(PublicMap):
    def rows(self) -> Any:
        return Store.objects.for_pickup().order_by("pk")

    def location(self, item: Store) -> str:
        return reverse("store", args=[item.code])
