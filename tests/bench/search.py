"""Search and suggestions beside themselves at a hundred times the size: `python -m tests.bench.search`.

`python -m tests.bench.search [SMALL LARGE] [--again]` fills a database of each size (1,000 and 100,000 if
not said; `--again` takes what an earlier run filled) and asks both the same, turn by turn, so that
whatever else the machine does touches both. Read the ratios; milliseconds drift: of the medians, of the
p95, the median of those of each query, and how many queries take at most MOST times as long.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from catalog.search import services as search  # noqa: E402
from catalog.search.suggesting import suggest  # noqa: E402
from catalog.shelf import services as shelf  # noqa: E402
from tests.bench import scale  # noqa: E402

ROUNDS = 7
MOST = 1.5  # times what a query takes of the small catalogue
#: The first ones stand in a tenth of all titles.
QUERIES = """
    silk | 真丝 | zhensi | leather | 羊毛 | gold | plum | 梅紫 | moon | 月
    lipstick | 唇膏 | 唇 | chungao | chun gao | cg | lipstik | lispstick | chungoa | 口红
    silk lipstick | 月影真丝 | 真丝唇膏 | velvet tote | plum bag | the silk scarf | 丝绒手袋 | zs | tote silk plum | amber silk tote
    handbag | perfume | 香水 | candles | wallet | SC-000123-0 | 2900000000246 | sc0001230 | maison | jewellery
    umbrella | silk umbrella | qqqqq | l | li | lip | s | si | sil | 围
"""  # noqa: E501


def database(size: int) -> str:
    return f"bench_search_{size}"


def use(name: str) -> None:
    """Every question goes to this database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = name
    shelf.forget()


def fill(size: int) -> None:
    use("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {database(size)}")
        cursor.execute(f"CREATE DATABASE {database(size)}")
    use(database(size))
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    scale.catalogue(size)
    print(f"{size:,} products in {time.perf_counter() - begun:.0f} s", flush=True)


def ways(client: Client) -> dict[str, Callable[[str], object]]:
    return {
        "search, service": lambda query: list(search.search(query).for_cards()[:12]),
        "search, page": lambda query: client.get("/search/", {"q": query}),
        "suggestions, service": suggest,
        "suggestions, page": lambda query: client.get("/search/suggestions/", {"q": query}),
    }


def measure(sizes: list[int]) -> dict[tuple[str, int], list[float]]:
    """The best of the rounds for each query, by way and size, in milliseconds."""
    queries = [query.strip() for line in QUERIES.strip().splitlines() for query in line.split("|")]
    best: dict[tuple[str, int, str], float] = {}
    for _ in range(ROUNDS + 1):
        for size in sizes:
            use(database(size))
            for way, ask in ways(Client()).items():
                ask(queries[0])
                for query in queries:
                    begun = time.perf_counter()
                    ask(query)
                    taken = (time.perf_counter() - begun) * 1000
                    key = (way, size, query)
                    best[key] = min(best.get(key, taken), taken)
    found: dict[tuple[str, int], list[float]] = {}
    for (way, size, _query), taken in best.items():
        found.setdefault((way, size), []).append(taken)
    return found


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    small, large = numbers or (1_000, 100_000)
    setup_test_environment()
    if "--again" not in sys.argv:
        fill(small)
        fill(large)
    found = measure([small, large])
    print(f"{'':24}{'median ms':>22}{'p95 ms':>22}{'medians':>8}{'p95s':>8}{'each':>8}{'within':>8}")
    for way in ways(Client()):
        less, more = found[way, small], found[way, large]
        middle = statistics.median(less), statistics.median(more)
        late = statistics.quantiles(less, n=20)[18], statistics.quantiles(more, n=20)[18]
        told = f"{middle[0]:10.2f} →{middle[1]:10.2f}{late[0]:10.2f} →{late[1]:10.2f}"
        each = [there / here for here, there in zip(less, more, strict=True)]
        within = sum(ratio <= MOST for ratio in each) / len(each)
        ratios = middle[1] / middle[0], late[1] / late[0], statistics.median(each)
        print(f"{way:24}{told}{''.join(f'{ratio:8.2f}' for ratio in ratios)}{within:8.0%}")


if __name__ == "__main__":
    main()
