"""From when until when something is shown."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check(row: Any) -> None:
    """The row's `withdrawn_at`, if it has one, comes after its `published_at`.

    Raises:
        ValidationError: it would end before it begins.
    """
    begins, ends = row.published_at, row.withdrawn_at
    if isinstance(begins, datetime) and isinstance(ends, datetime) and ends <= begins:
        raise ValidationError({"withdrawn_at": _("It ends before it begins.")})
