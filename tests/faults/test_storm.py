"""Two minutes of buying while everything is killed, seeded; then one sweep, and all is as it should be."""

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable

import pytest

from tests.faults.storm import moments, victims
from tests.faults.storm.buyers import Buyer
from tests.faults.storm.moments import Order
from tests.faults.storm.shop import Shop

pytestmark = pytest.mark.storm

SECONDS = float(os.environ.get("STORM_SECONDS", "120"))
SEED = int(os.environ.get("STORM_SEED", "20"))
BUYERS = 4
#: Seconds a kill waits for its moment, and the storm for the last kill, on a busy machine.
PATIENCE, GRACE = 20, 300
#: Seconds until the work of whoever was killed last is free again, and its pause over.
LEASES = 150

#: Each victim at each moment of a request that sells something, and a worker's child in its own work.
KILLS = [Order("web", moment, victim) for moment in moments.MOMENTS for victim in victims.PROGRAMS]
KILLS += [Order("worker", moment, "child") for moment in moments.MOMENTS]


@pytest.fixture
def say(record_property) -> Callable[[str], None]:
    """Tells at once where someone watches, and at the end of the run in any case."""

    def tell(text: str) -> None:
        record_property("told", text)
        sys.__stdout__.write(f"\n    {text}")
        sys.__stdout__.flush()

    return tell


def rage(shop: Shop, say: Callable[[str], None]) -> dict[Order, int]:
    """Kills in seeded order, one after the other, until the time is over and each has hit once."""
    dice, hits, ahead = random.Random(SEED), dict.fromkeys(KILLS, 0), []
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < SECONDS or 0 in hits.values():
        missed = [kill for kill, times in hits.items() if not times]
        assert passed < SECONDS + GRACE, f"never hit: {missed}"
        ahead = ahead or dice.sample(missed or KILLS, len(missed or KILLS))
        kill = ahead.pop()
        if carried_out(shop, kill):
            hits[kill] += 1
            told = f"{kill.victim:<8} killed {kill.moment} in {kill.program}"
            say(f"{time.monotonic() - begun:6.1f} s  {told}")
        time.sleep(dice.uniform(0.2, 2.5))
    return hits


def carried_out(shop: Shop, kill: Order) -> bool:
    """Whether the kill found its moment within some seconds."""
    done = shop.orders.give(kill)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if done.exists():
            killed = json.loads(done.read_text())["killed"]
            done.unlink()
            return bool(killed)
        time.sleep(0.02)
    shop.orders.withdraw(kill)
    return False


def test_the_storm(shop, say):
    stop = threading.Event()
    buyers = [Buyer(shop.address, shop.goods, SEED * 100 + n, stop) for n in range(BUYERS)]
    say(f"seed {SEED}, {SECONDS:.0f} s, {BUYERS} buyers at {shop.address}")
    for buyer in buyers:
        buyer.start()
    try:
        hits = rage(shop, say)
    finally:
        stop.set()
    for buyer in buyers:
        buyer.join(150)
    shop.wait_until_well(30)
    confirmed = [number for buyer in buyers for number in buyer.paid]
    troubles = {k: sum(b.troubles.get(k, 0) for b in buyers) for b in buyers for k in b.troubles}
    say(f"{sum(hits.values())} kills, {len(confirmed)} orders confirmed; what buyers met: {troubles}")

    shop.wait_until(lambda: shop.rows(UNDER_WAY) == [], LEASES)
    shop.command("manage.py", "sweep")
    audit = shop.command("manage.py", "audit", check=False)
    say(f"audit: {audit.stdout.splitlines()[-1]}")

    assert audit.returncode == 0, audit.stdout
    assert min(hits.values()) >= 1
    assert [buyer.gave_up for buyer in buyers] == [[]] * BUYERS
    assert len(confirmed) > BUYERS
    assert [trouble for trouble in troubles if trouble.startswith("500")] == []
    paid = {number for (number,) in shop.rows("SELECT number FROM orders_order WHERE payment_state = 'paid'")}
    assert set(confirmed) <= paid
    assert shop.rows(WITHOUT_QR) == []
    assert shop.rows(CHARGED_TWICE) == []
    assert shop.rows(NOT_TOLD_ONCE) == []


UNDER_WAY = """
    SELECT id FROM minishop_delivery WHERE state = 'running' OR state = 'pending' AND attempts > 0
"""
WITHOUT_QR = """
    SELECT o.number FROM orders_order o
    JOIN orders_fulfilment f ON f.order_id = o.id AND f.way = 'pickup'
    LEFT JOIN orders_pickup p ON p.fulfilment_id = f.id
    WHERE o.payment_state = 'paid' AND coalesce(p.qr, '') = ''
"""
CHARGED_TWICE = """
    SELECT reference FROM payments_payment WHERE state = 'captured' GROUP BY reference HAVING count(*) > 1
"""
NOT_TOLD_ONCE = """
    SELECT o.number, count(m.id) FROM orders_order o
    LEFT JOIN minishop_message m ON m.kind = 'order-paid' AND m.reference = 'order:' || o.id
    WHERE o.payment_state = 'paid' GROUP BY o.number HAVING count(m.id) <> 1
"""
