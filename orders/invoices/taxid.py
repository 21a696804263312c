"""Tax numbers of companies in mainland China.

18 signs are a unified social credit code, whose last sign checks the others (GB 32100-2015); older numbers
have 15 digits, and those of the self-employed 20.
"""

import re

#: No I, O, S, V or Z to misread.
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE = re.compile(rf"[{SIGNS}]{{18}}")
_DIGITS = re.compile(r"\d{15}|\d{20}", re.ASCII)


def tidy(text: str) -> str:
    """The number without the blanks and hyphens it was copied with."""
    return re.sub(r"[\s-]", "", text).upper()


def is_right(number: str) -> bool:
    """Whether a tidy number can be one."""
    if _DIGITS.fullmatch(number):
        return True
    return bool(_CODE.fullmatch(number)) and check_sign(number[:17]) == number[17]


def check_sign(code: str) -> str:
    """The eighteenth sign: the weighted sum of the seventeen before it, with it, is a multiple of 31."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code))
    return SIGNS[-total % 31]
