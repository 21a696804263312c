"""Codes people show, read out and type: Crockford's base 32, which has no I, L, O or U to mistake."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONG, SHORT = 20, 6
#: What a hurried hand writes for a digit, and what people put between groups.
_MISTAKEN = str.maketrans("OIL", "011", " -–—·.\t\r\n")


def fresh(length: int) -> str:
    """Random characters, five bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normal(text: str) -> str:
    """The code meant by what was typed or read."""
    return text.upper().translate(_MISTAKEN)


def spoken(code: str) -> str:
    """A short code in two groups, for eyes and voices: K7M 4Q2."""
    return f"{code[:3]} {code[3:]}"
