"""Celery's way into sending: one sweep at a time, however many ask for it."""

from minishop import schedule
from minishop.webhooks import sending
from minishop.webhooks import services as webhooks


@schedule.every(seconds=5)
def send_webhooks() -> None:
    """Takes one worker at most, and ends well before its time limit; the next tick goes on."""
    sending.send_all(seconds=45)


@schedule.every(seconds=24 * 3600)
def forget_webhooks() -> None:
    webhooks.forget()
