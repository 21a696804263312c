"""How a key is written: `msp_`, 256 random bits and a checksum, so that scanners of leaks can tell one.

Of a key only its SHA-256 is kept; it is too long to be guessed, so nothing slower is needed.
"""

import hashlib
import re
import secrets
import zlib
from string import ascii_letters, digits

from django.utils.crypto import constant_time_compare

ALPHABET = digits + ascii_letters
PREFIX = "msp_"
LENGTH, CHECK = 43, 6
SHAPE = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{LENGTH + CHECK}}}")
SHOWN = 10  # signs by which its owner recognises it


def new() -> str:
    """A key nobody has."""
    secret = PREFIX + _written(secrets.randbits(256), LENGTH)
    return secret + _check(secret)


def is_one(text: str) -> bool:
    """Whether it has the shape and the checksum of a key; says nothing of its being known."""
    return bool(SHAPE.fullmatch(text)) and constant_time_compare(_check(text[:-CHECK]), text[-CHECK:])


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _check(secret: str) -> str:
    return _written(zlib.crc32(secret.encode()), CHECK)


def _written(number: int, length: int) -> str:
    signs = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(reversed(signs))
