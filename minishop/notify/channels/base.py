"""What a channel is: it hands one letter to a provider, or says why it cannot."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel needs to know. `key` is the same whenever the same letter is handed over again."""

    key: str
    address: str
    subject: str
    body: str
    language: str


class Undeliverable(Exception):
    """The provider refuses this letter for good; trying again would not help."""


class Channel(Protocol):
    """One way to reach an address.

    `send` returns once the provider has the letter. It raises `Undeliverable` if it never will take it,
    and anything else if it may later. No network in the constructor, and a time-out on each call.
    """

    def send(self, letter: Letter) -> None: ...
