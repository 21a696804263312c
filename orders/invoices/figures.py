"""Amounts and days as documents write them: all decimals of the currency, and the date in words."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from minishop.money import rounded
from minishop.templatetags.shop import SIGNS


def amount(value: Decimal | str, currency: str) -> str:
    """¥1,280.00, or ¥1,280 in yen: as many decimals as the currency has."""
    whole = rounded(Decimal(value), currency)
    return f"{'−' if whole < 0 else ''}{SIGNS.get(currency, currency + ' ')}{abs(whole):,}"


def day(moment: datetime | None) -> str:
    # Translators: a day with its year, in Django's date format.
    return date_format(timezone.localtime(moment), _("j F Y")) if moment else ""
