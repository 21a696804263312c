"""Numbers as people type them into tables: `1,299.00`, `¥ 1 299`, `1.299,00`, `１２`."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from minishop.imports.rowwise import Refused
from minishop.money import MINOR_UNITS, rounded

SIGNS = re.compile(r"CN¥|HK\$|US\$|[¥$€£₩₫元円]|\s")
GROUPED = re.compile(r"\d{1,3}(?:([,.'])\d{3})(?:\1\d{3})*")
PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
MOST = Decimal(10**11)


def money(text: str, currency: str, column: str = "") -> Decimal:
    """The amount in this currency, whichever way its thousands and decimals are parted.

    With one kind of mark only, commas before groups of three part thousands, a point is the decimal one.

    Raises:
        Refused: no amount, below zero, too fine or too large, or one that two people read in two ways.
    """
    plain = SIGNS.sub("", unicodedata.normalize("NFKC", text).upper())
    plain = re.sub(rf"^(?:{currency}|RMB)|(?:{currency}|RMB)$", "", plain)
    if re.match(r"[-−][\d.,]", plain):
        raise Refused(_("“%s” is below zero.") % text[:40], column)
    if _is_twofold(plain, MINOR_UNITS.get(currency, 2)):
        raise Refused(_("“%s” can be read in more than one way: write 1299.00.") % text[:40], column)
    number = _number(plain)
    if number is None:
        raise Refused(_("“%s” is not an amount.") % text[:40], column)
    if number > MOST:
        raise Refused(_("“%(text)s” is more than anything costs.") % {"text": text[:40]}, column)
    if number != rounded(number, currency):
        words = {"text": text[:40], "currency": currency}
        raise Refused(_("“%(text)s” has more decimals than %(currency)s.") % words, column)
    return number


def _is_twofold(plain: str, places: int) -> bool:
    """Whether three digits behind a single mark may be thousands as well as decimals."""
    twofold = r"\d{1,3},\d{3}" if places == 3 else r"0,\d{3}|[1-9]\d{0,2}\.\d{3}"
    return bool(re.fullmatch(twofold, plain))


def _number(plain: str) -> Decimal | None:
    whole, mark, cents = _parted(plain)
    if GROUPED.fullmatch(whole):
        whole = re.sub(r"[,.']", "", whole)
    number = f"{whole}.{cents}" if mark else whole
    return Decimal(number) if PLAIN.fullmatch(number) else None


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
