"""What we write to members about points: some are theirs now, some end soon, and a gift for their birthday.

A birthday letter is advertising, however kindly it is put: it goes to those who agreed to news.
"""

from minishop import notify

POINTS = {"points", "link"}

notify.kind("points-settled", channels=("email",), needs=POINTS, rings="normal")
notify.kind("points-expiring", channels=("email", "sms"), needs=POINTS | {"day"}, rings="normal")
notify.kind("birthday-gift", channels=("email",), needs=POINTS | {"title"}, is_marketing=True)
