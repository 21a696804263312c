"""Numbers as people type them into tables: `1,299.00`, `¥ 1 299`, `1.299,00`, `１２`."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from minishop.imports.rowwise import Refused

SIGNS = re.compile(r"[¥￥$€£₩元]|^\s*[A-Z]{3}|[A-Z]{3}\s*$|\s")
GROUPED = re.compile(r"\d{1,3}(?:([,.'])\d{3})(?:\1\d{3})*")
PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def amount(text: str, column: str = "") -> Decimal:
    """The amount, whichever way its thousands and decimals are parted.

    With one kind of mark only, commas before groups of three part thousands, a point is the decimal one.

    Raises:
        Refused: it is no number, or below zero.
    """
    plain = SIGNS.sub("", unicodedata.normalize("NFKC", text).upper())
    whole, mark, cents = _parted(plain)
    if GROUPED.fullmatch(whole):
        whole = re.sub(r"[,.']", "", whole)
    number = f"{whole}.{cents}" if mark else whole
    if not PLAIN.fullmatch(number):
        raise Refused(_("“%(text)s” is no amount.") % {"text": text}, column)
    return Decimal(number)


def _parted(plain: str) -> tuple[str, str, str]:
    """What stands before the decimal mark, the mark if there is one, and what stands after it."""
    last = max(plain.rfind(","), plain.rfind("."))
    whole, mark, cents = plain[: max(last, 0)], plain[last : last + 1] if last >= 0 else "", plain[last + 1 :]
    others = {",", "."} & set(whole)
    is_grouping = not mark or mark in others or (mark == "," and not others and len(cents) == 3)
    return (plain, "", "") if is_grouping else (whole, mark, cents)


def pieces(text: str, column: str = "") -> int:
    """A whole number of pieces, below zero too.

    Raises:
        Refused: it is no whole number, or more than any shelf holds.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("−", "-")
    if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0*)?", plain):
        raise Refused(_("“%(text)s” is no whole number.") % {"text": text}, column)
    number = int(plain.partition(".")[0].replace(",", ""))
    if abs(number) > 1_000_000:
        raise Refused(_("“%(text)s” is more than any shelf holds.") % {"text": text}, column)
    return number
