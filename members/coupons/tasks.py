"""Coupons whose time is over expire within minutes; their members hear of it days before."""

from members.coupons import services as coupons
from minishop import schedule


@schedule.every(seconds=300)
def expire_coupons() -> None:
    coupons.expire_due()


@schedule.every(seconds=3600)
def remind_of_coupons() -> None:
    coupons.remind_due()
