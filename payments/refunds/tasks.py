"""The timer that asks gateways about refunds that are not done."""

from minishop import schedule
from payments.refunds import services as refunds


@schedule.every(seconds=20)
def ask_about_refunds() -> None:
    refunds.ask_due()
