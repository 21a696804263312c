"""What we write to members about their coupons."""

from minishop import notify

READ_LATER = ("email", "sms")

# Nobody waits for an offer: only who agreed to such letters is told of one, and of its end.
notify.kind("coupon-issued", channels=READ_LATER, needs={"coupons", "link"}, is_marketing=True)
notify.kind("coupon-expiring", channels=READ_LATER, needs={"coupons", "link"}, is_marketing=True)
notify.kind("coupon-taken", channels=READ_LATER, needs={"coupon", "link"})
