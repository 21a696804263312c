"""The timer that asks gateways about live attempts: payments settle even if no notification comes."""

from minishop import schedule
from payments.attempts import services as attempts


@schedule.every(seconds=10)
def ask_about_payments() -> None:
    attempts.ask_due()
