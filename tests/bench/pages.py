"""The main pages beside the floors F1 and F2, in one run on one machine: `python -m tests.bench.pages`.

Read the ratios; requests a second drift twofold from one machine, and from one hour, to the next. CPU is
that of the web processes alone, without Postgres.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import httpx

from tests.bench import house

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    with_bag: bool = False


@dataclass(frozen=True)
class Measured:
    page: Page
    per_second: float
    cpu_ms: float | None
    wrong: int


def pages() -> list[Page]:
    from catalog.products.models import Product

    product = Product.objects.on_sale().order_by("pk").first()
    assert product
    return [
        Page("F1  constant 10 kB", "/floor/1/"),
        Page("F2  one SELECT, 24 rows", "/floor/2/"),
        Page("home", "/"),
        Page("shop", "/shop/"),
        Page("product", f"/products/{product.handle}/"),
        Page("search", "/search/?q=silk"),
        Page("bag, three lines", "/bag/", with_bag=True),
        Page("checkout, three lines", "/checkout/", with_bag=True),
        Page("sign-in", "/sign-in/"),
    ]


def filled_bag(address: str) -> str:
    """The cookies of a guest with three lines in the bag."""
    from catalog.products.models import Variant

    variants = Variant.objects.filter(in_stock=True, stock_items__on_hand__gte=1).distinct()[:3]
    with httpx.Client(base_url=address, headers={"Origin": address}) as guest:
        for variant in variants:
            piece = {"variant": variant.pk, "quantity": 1, "way": "ship", "next": "bag"}
            guest.post("/bag/lines/", data=piece)
        return "; ".join(f"{name}={value}" for name, value in guest.cookies.items())


def measure(address: str, pid: int, page: Page, cookie: str) -> Measured:
    """The page asked for by a client process for a few seconds, after half a second to warm up."""
    _ask(address, page, cookie, 0.5)
    before = house.cpu_seconds(pid)
    told = _ask(address, page, cookie, SECONDS)
    after = house.cpu_seconds(pid)
    cpu = (after - before) * 1000 / told["answers"] if before is not None and after is not None else None
    return Measured(page, told["answers"] / told["seconds"], cpu, told["wrong"])


def _ask(address: str, page: Page, cookie: str, seconds: float) -> dict[str, float]:
    host, _, port = address.removeprefix("http://").partition(":")
    words = [sys.executable, "-m", "tests.bench.client", host, port, page.path, str(seconds)]
    words += [cookie] if page.with_bag else []
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def table(rows: list[Measured]) -> str:
    """Requests a second and CPU, each beside F2's."""
    floor = rows[1]
    lines = [f"{'':28}{'req/s':>8}{'× F2':>8}{'CPU ms':>9}{'× F2':>8}"]
    for row in rows:
        cpu, share = "–", "–"
        if row.cpu_ms is not None and floor.cpu_ms:
            cpu, share = f"{row.cpu_ms:.2f}", f"{row.cpu_ms / floor.cpu_ms:.2f}"
        speed = row.per_second / floor.per_second
        flaw = f"   {row.wrong} answers were not 200" if row.wrong else ""
        lines.append(f"{row.page.name:28}{row.per_second:8.0f}{speed:8.2f}{cpu:>9}{share:>8}{flaw}")
    return "\n".join(lines)


def main() -> None:
    house.prepare()
    with house.served() as (address, pid):
        cookie = filled_bag(address)
        rows = [measure(address, pid, page, cookie) for page in pages()]
    print(table(rows))
    sys.exit(any(row.wrong for row in rows))


if __name__ == "__main__":
    main()
