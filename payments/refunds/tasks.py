"""The timers that ask gateways about refunds that are not done, and send refused ones again."""

from minishop import schedule
from payments.refunds import again
from payments.refunds import services as refunds


@schedule.every(seconds=20)
def ask_about_refunds() -> None:
    refunds.ask_due()


@schedule.every(seconds=60)
def send_refused_again() -> None:
    again.retry_due()
