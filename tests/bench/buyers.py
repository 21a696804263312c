"""Guests who buy, one order after another: `python -m tests.bench.buyers ADDRESS SECONDS VARIANT…`.

Each order is what a visitor without JavaScript does: piece, bag, checkout, the bank's page, thanks.
Prints how many were paid, how many were not, and the time of each.
"""

import json
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import httpx

BUYERS = 8
PERSON = {"name": "Wen Li", "phone": "13800138000", "way": "ship", "province": "Shanghai"}
PERSON |= {"city": "Shanghai", "street": "88 Huaihai Road"}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def buy(address: str, variant: str, **facts: str) -> bool:
    """Whether the order ends paid; facts change who buys and where it goes."""
    with httpx.Client(
        base_url=address, headers={"Origin": address}, follow_redirects=True, timeout=60
    ) as guest:
        piece = {"variant": variant, "quantity": "1", "way": "ship", "next": "checkout"}
        page = guest.post("/bag/lines/", data=piece)
        for _ in range(3):
            agreed = {"key": hidden(page.text, "key"), "accepted": hidden(page.text, "accepted")}
            page = guest.post("/checkout/", data=PERSON | facts | agreed)
            if page.url.path != "/checkout/":
                break
        if not page.url.path.startswith("/pay/"):
            return False
        bank = guest.post(page.url.path, data={"method": "sandbox"})
        done = guest.post(bank.url.path, data={"script": "approve"})
        return done.url.path.endswith("/thanks/")


def shop_on(address: str, variant: str, until: float) -> list[tuple[bool, float]]:
    told = []
    while time.monotonic() < until:
        began = time.monotonic()
        told.append((buy(address, variant), time.monotonic() - began))
    return told


def main() -> None:
    address, seconds, *variants = sys.argv[1:]
    began = time.monotonic()
    until = began + float(seconds)
    with ThreadPoolExecutor(BUYERS) as pool:
        each = [pool.submit(shop_on, address, variants[n % len(variants)], until) for n in range(BUYERS)]
        orders = [order for buyer in each for order in buyer.result()]
    times = sorted(took for paid, took in orders if paid)
    facts = {"paid": len(times), "lost": len(orders) - len(times), "seconds": time.monotonic() - began}
    print(json.dumps(facts | {"median": times[len(times) // 2] if times else 0}))


if __name__ == "__main__":
    main()
