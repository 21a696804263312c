"""What codes look like: 12 random characters of an alphabet in which no two look alike."""

import secrets
import unicodedata
from collections.abc import Iterator

#: Without 0 O, 1 I L, 2 Z, 5 S, 8 B: 25 characters, so that a code has over 55 random bits.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 12
GROUP = 4
MOST = 40


def normal(text: str) -> str:
    """The code as it is kept, however it was typed: upper case, without spaces and hyphens."""
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(each for each in wide if each.isalnum())[:MOST]


def shown(code: str, prefix: str = "") -> str:
    """The code in groups of four, for people: `MOON-A3C4-…`."""
    rest = code.removeprefix(prefix)
    groups = [rest[i : i + GROUP] for i in range(0, len(rest), GROUP)]
    return "-".join([prefix, *groups] if prefix else groups)


def made(count: int, prefix: str = "") -> list[str]:
    """So many random codes."""
    drawn = _drawn()
    return [prefix + "".join(next(drawn) for _ in range(LENGTH)) for _ in range(count)]


def _drawn() -> Iterator[str]:
    """Characters of the alphabet, each as likely as any other."""
    fair = 256 - 256 % len(ALPHABET)
    while True:
        for byte in secrets.token_bytes(4096):
            if byte < fair:
                yield ALPHABET[byte % len(ALPHABET)]
