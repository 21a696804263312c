"""Audit: a paid pick-up has its QR. That the file it names exists is the kernel's row M1."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now

from minishop import audit
from orders.fulfilment.models import Fulfilment
from orders.pickup.models import undrawn

#: Sweeps run each half minute; a code that waits longer was forgotten.
PATIENCE = timedelta(minutes=3)


@audit.row("Q2", "a paid pick-up has its QR")
def without_qr() -> QuerySet[Fulfilment]:
    return undrawn().filter(order__paid_at__lt=Now() - PATIENCE)
