"""The shop's listings, filters and the admin's lists: `python -m tests.bench.shop [SMALL LARGE]`.

Two databases of their own, a thousand and a hundred thousand products if not said otherwise, one after
the other. Cold is the first answer after the catalogue changed, warm the one after it; medians, in
milliseconds, asked in this process without a network. Read the ratios: figures drift with the machine.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from catalog.collections.models import Collection  # noqa: E402
from catalog.shelf import services as shelf  # noqa: E402
from members.accounts.models import User  # noqa: E402
from tests.bench.audit import own_database  # noqa: E402
from tests.bench.scale import catalogue  # noqa: E402

SIZES = (1_000, 100_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
PAGES = {
    "shop": "/shop/",
    "shop, page 40": "/shop/?page=40",
    "shop, by price": "/shop/?sort=price-up",
    "shop, colour and band": "/shop/?opt=colour:{colour}&max=1500",
    "collection": "/collections/kind-0/",
    "vendor": "/brands/vendor-0/",
    "sheet": "/shop/filters/",
    "sheet, colour": "/shop/filters/?opt=colour:{colour}",
    "sheet, three filters": "/shop/filters/?opt=colour:{colour}&brand=vendor-0&min=100",
    "sheet of a collection": "/collections/kind-0/filters/",
}
LISTS = {
    "products": "/admin/catalog/product/",
    "products, page 9": "/admin/catalog/product/?p=9",
    "products, by price": "/admin/catalog/product/?o=4",
    "products, a SKU": "/admin/catalog/product/?q=SC-000777",
    "products, two words": "/admin/catalog/product/?q=moon+silk",
    "products, Chinese": "/admin/catalog/product/?q=月影",
    "pictures": "/admin/catalog/picture/",
    "collections": "/admin/catalog/collection/",
    "a large collection": "/admin/catalog/collection/{collection}/change/",
}
Figures = dict[str, tuple[float, float, int]]


def timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def get(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def measured(client: Client, address: str) -> tuple[float, float, int]:
    """Cold and warm milliseconds, and the questions of a cold answer."""
    cold, warm = [], []
    get(client, address)
    for _ in range(ROUNDS):
        cache.clear()
        shelf.forget()
        client.get("/offline/")  # what no catalogue has to do with is warm
        cold.append(timed(lambda: get(client, address)))
        warm.append(timed(lambda: get(client, address)))
    cache.clear()
    shelf.forget()
    with CaptureQueriesContext(connection) as queries:
        get(client, address)
    return statistics.median(cold), statistics.median(warm), len(queries)


def figures(count: int) -> Figures:
    began = time.perf_counter()
    with own_database():
        catalogue(count, indexed=False)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        sys.stdout.write(f"{count:,} products in {time.perf_counter() - began:.0f} s\n")
        owner = Client()
        owner.force_login(User.objects.create_superuser(email="owner@shop.example", password="moonrise"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT code FROM catalog_facet ORDER BY id LIMIT 1")
            colour = cursor.fetchone()[0].partition(":")[2]
        told = {"colour": colour, "collection": Collection.objects.get(handle="kind-0").pk}
        asked = [(Client(), name, path) for name, path in PAGES.items()]
        asked += [(owner, name, path) for name, path in LISTS.items()]
        return {name: measured(client, path.format(**told)) for client, name, path in asked}


def table(small: Figures, large: Figures) -> str:
    lines = [f"{'':26}{'cold':>8}{'':>8}{'ratio':>7}{'warm':>9}{'':>8}{'ratio':>7}{'queries':>9}"]
    for name, (cold, warm, queries) in small.items():
        more = large[name]
        lines.append(
            f"{name:26}{cold:8.1f}{more[0]:8.1f}{more[0] / cold:7.2f}"
            f"{warm:9.1f}{more[1]:8.1f}{more[1] / warm:7.2f}{queries:6d}{more[2]:3d}"
        )
    return "\n".join(lines)


def main() -> None:
    setup_test_environment()
    small, large = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else SIZES
    sys.stdout.write(table(figures(small), figures(large)) + "\n")


if __name__ == "__main__":
    main()
