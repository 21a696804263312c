from members.accounts import services as accounts
from minishop import limits, schedule


@schedule.every(seconds=3600)
def forget_codes() -> None:
    accounts.forget_codes()
    limits.forget()
