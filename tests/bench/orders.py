"""Orders a second, end to end over HTTP, eight buyers at once: `python -m tests.bench.orders`.

Eight variants, then one that all eight want; then the audit, which must find nothing.
"""

import io
import json
import os
import subprocess
import sys
from typing import Any

from django.core.management import call_command

from tests.bench import house

SECONDS = os.environ.get("BENCH_SECONDS", "8")


def plenty(count: int) -> list[str]:
    """Variants with more pieces in the sending house than a run can sell."""
    from catalog.products.models import Variant
    from orders.stock import services as stock
    from orders.stores.models import Store

    workshop = Store.objects.filter(ships=True, is_open=True).first()
    assert workshop
    wanted = Variant.objects.filter(is_on_sale=True, is_stock_tracked=True, is_shippable=True)
    variants = list(wanted.order_by("pk")[:count])
    for variant in variants:
        lies = variant.stock_items.filter(store=workshop).first()
        reference = f"bench:{variant.pk}:{lies.on_hand if lies else 0}:{os.getpid()}"
        stock.receive(variant=variant, store=workshop, quantity=2000, reference=reference)
    return [str(variant.pk) for variant in variants]


def measure(address: str, pid: int, variants: list[str]) -> dict[str, Any]:
    before = house.cpu_seconds(pid)
    words = [sys.executable, "-m", "tests.bench.buyers", address, SECONDS, *variants]
    told = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    after = house.cpu_seconds(pid)
    if before is not None and after is not None and told["paid"]:
        told["cpu"] = (after - before) * 1000 / told["paid"]
    return told


def line(name: str, told: dict[str, Any]) -> str:
    speed = told["paid"] / told["seconds"]
    cpu = f"{told['cpu']:.0f}" if "cpu" in told else "–"
    flaw = f"   {told['lost']} lost" if told["lost"] else ""
    return f"{name:28}{speed:10.1f}{told['median'] * 1000:12.0f}{cpu:>12}{flaw}"


def main() -> None:
    house.prepare()
    variants = plenty(8)
    with house.served() as (address, pid):
        rows = {
            "eight variants": measure(address, pid, variants),
            "one wanted by all": measure(address, pid, variants[:1]),
        }
    print(f"{'':28}{'orders/s':>10}{'median ms':>12}{'web CPU ms':>12}")
    for name, told in rows.items():
        print(line(name, told))
    call_command("sweep", stdout=io.StringIO())
    call_command("audit")
    sys.exit(any(told["lost"] for told in rows.values()))


if __name__ == "__main__":
    main()
