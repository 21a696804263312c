"""Allowances that are whole again are forgotten once a day."""

from minishop import limits, schedule


@schedule.every(seconds=24 * 3600)
def forget_allowances() -> None:
    limits.forget()
