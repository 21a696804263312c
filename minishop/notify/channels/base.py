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
    #: The page of ours it leads to and how urgent it is, for channels that can say so.
    link: str = ""
    urgency: str = "normal"
    #: Where such letters are ended by one click (RFC 8058); only marketing has it.
    way_out: str = ""


class Undeliverable(Exception):
    """The provider refuses this letter for good; trying again would not help."""


class Busy(Exception):
    """The provider wants to be asked again in so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"busy for {seconds:.0f} s")


class Channel(Protocol):
    """One way to reach an address.

    `send` returns once the provider has the letter. It raises `Undeliverable` if it never will take it,
    `Busy` if it says when to ask again, and anything else if it may later. No network in the
    constructor, and a time-out on each call.
    """

    def send(self, letter: Letter) -> None: ...
