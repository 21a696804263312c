"""Many buyers of one piece, each a browser of its own without JavaScript; run as a process.

`python -m tests.served.buyers ADDRESS VARIANT STORE BUYERS` waits for a line on its input, lets all its
buyers go, and prints what became of each as JSON.
"""

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier

import httpx

TRIES = 4


class Buyer:
    """One visitor who wants one piece and follows where the shop leads."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = httpx.Client(base_url=address, follow_redirects=True, timeout=90)
        self.statuses: list[int] = []
        self.page = ""
        self.path = ""

    def go(self, path: str, **form: str) -> None:
        """A page is open: fetched, or in answer to a form; browsers say where a form was."""
        if form:
            answer = self.browser.post(path, data=form, headers={"Origin": self.address})
        else:
            answer = self.browser.get(path)
        self.statuses += [one.status_code for one in [*answer.history, answer]]
        self.page, self.path = answer.text, answer.url.path

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return unescape(found[1]) if found else ""

    def buy(self, product: str, variant: str, store: str) -> str:
        self.go(product)
        self.go("/bag/lines/", variant=variant, way="pickup", store=store, quantity="1", next="checkout")
        for _ in range(TRIES):
            if self.path != "/checkout/":
                break
            self.order(store)
        if self.path == "/bag/":
            return "sold out" if "Not available" in self.page else "lost"
        return self.pay() if self.path.startswith("/pay/") else "lost"

    def order(self, store: str) -> None:
        told = {"name": "Wen Li", "phone": "13800138000", "way": "pickup", "store": store}
        self.go("/checkout/", key=self.hidden("key"), accepted=self.hidden("accepted"), **told)

    def pay(self) -> str:
        self.go(self.path, method="sandbox")
        self.go(self.path, script="approve")
        return "paid" if self.path.endswith("/thanks/") else f"lost at {self.path}"


def one(address: str, product: str, variant: str, store: str, start: Barrier) -> dict:
    buyer = Buyer(address)
    start.wait()
    try:
        outcome = buyer.buy(product, variant, store)
    except httpx.HTTPError as problem:
        outcome = f"no answer: {problem!r}"
    return {"outcome": outcome, "statuses": buyer.statuses}


def main() -> None:
    address, product, variant, store, count = sys.argv[1:]
    start = Barrier(int(count) + 1)
    with ThreadPoolExecutor(int(count)) as pool:
        buyers = [pool.submit(one, address, product, variant, store, start) for _ in range(int(count))]
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        start.wait()
        sys.stdout.write(json.dumps([buyer.result() for buyer in buyers]))


if __name__ == "__main__":
    main()
