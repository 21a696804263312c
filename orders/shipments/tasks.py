"""Sweeps: labels nobody asked for, and parcels under way."""

from minishop import schedule
from orders.shipments import booking, tracking


@schedule.every(seconds=30)
def book_waiting() -> None:
    booking.book_waiting()


@schedule.every(seconds=30)
def track_parcels() -> None:
    tracking.track_due()
