"""People who buy over HTTP and do not give up: whatever fails is asked for again, with the same key."""

import random
import re
import threading
import time
from dataclasses import dataclass, field

import httpx

#: Outcomes on the sandbox's page that end in a paid order, sooner or later.
SCRIPTS = ("approve", "approve", "duplicate", "lost")


class GaveUp(Exception):
    """Even the most patient shopper leaves at some time."""


@dataclass
class Buyer(threading.Thread):
    """Buys pick-up orders, one after the other, until told to stop; finishes the one at hand."""

    address: str
    goods: dict
    seed: int
    stop: threading.Event
    #: Seconds after which an answer is too late.
    patience: float = 20.0
    paid: list[str] = field(default_factory=list)
    troubles: dict[str, int] = field(default_factory=dict)
    gave_up: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.dice = random.Random(self.seed)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self.stop.is_set():
            headers = {"Origin": self.address, "Accept-Language": "en"}
            with httpx.Client(base_url=self.address, headers=headers, timeout=self.patience) as self.browser:
                try:
                    self.paid.append(self.buy())
                except GaveUp as problem:
                    self.gave_up.append(str(problem))

    def buy(self) -> str:
        """One pick-up order from bag to thanks; answers its number."""
        house = self.dice.choice(self.goods["houses"])
        told = {"variant": self.dice.choice(self.goods["variants"]), "quantity": 1, "way": "pickup"}
        self.ask("POST", "/bag/lines/", told | {"store": house, "next": "bag"}, until="/bag/")
        number = self.order()
        self.pay(number)
        return number

    def order(self) -> str:
        page = self.ask("GET", "/checkout/", until="/checkout/").text
        form = {name: _hidden(page, name) for name in ("key", "accepted")}
        form |= {"name": "Wen Li", "phone": "13800138000", "email": "wen@example.com", "way": "both"}
        answer = self.ask("POST", "/checkout/", form, until="/pay/")
        return answer.url.path.split("/")[2]

    def pay(self, number: str) -> None:
        """Chooses the sandbox and an outcome there, and looks until the shop says thanks."""
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            answer = self.ask("POST", f"/pay/{number}/", {"method": "sandbox"})
            if answer.url.path.startswith("/sandbox/"):
                answer = self.ask("POST", answer.url.path, {"script": self.dice.choice(SCRIPTS)})
            if answer.url.path.endswith("/thanks/"):
                return
            answer = self.ask("GET", f"/pay/{number}/return/")
            if answer.url.path.endswith("/thanks/"):
                return
            time.sleep(0.3)
        raise GaveUp(f"{number} was never confirmed; last at {answer.url}")

    def ask(self, method: str, path: str, data: dict | None = None, until: str = "") -> httpx.Response:
        """The page, once the shop answers below 500 and, if said, at the place that was wanted."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                answer = self.browser.request(method, path, data=data, follow_redirects=True)
            except httpx.TransportError as problem:
                self.note(type(problem).__name__)
            else:
                if answer.status_code < 400 and answer.url.path.startswith(until):
                    return answer
                self.note(f"{answer.status_code} {answer.url.path.split('/')[1]}")
            time.sleep(0.2)
        raise GaveUp(f"{method} {path} after {self.troubles}")

    def note(self, trouble: str) -> None:
        self.troubles[trouble] = self.troubles.get(trouble, 0) + 1


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""
