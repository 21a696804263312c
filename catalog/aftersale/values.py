"""What a product says about the time after its sale."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoReturn(models.TextChoices):
    """Why a piece is not taken back without a fault.

    China's seven days without a reason exempt what is made for one buyer, and what was opened where the
    buyer confirmed that at the purchase (Consumer Rights Protection Law, article 25).
    """

    TAKEN_BACK = "", _("Taken back")
    MADE_TO_ORDER = "made_to_order", _("Made to order")
    SEALED = "sealed", _("Not once opened")


#: What shoppers read before they buy it.
TOLD: dict[str, Any] = {
    NoReturn.MADE_TO_ORDER: _("Made for you: not taken back without a fault"),
    NoReturn.SEALED: _("Sealed: not taken back once opened, unless it has a fault"),
}


def told(code: str) -> str:
    """Why a piece is not taken back, for the shopper; nothing for one that is."""
    return str(TOLD.get(code, ""))
