"""What we write to members about their tier: it is reached, or ends soon; and what they bought ends."""

from minishop import notify

TIER = {"tier", "link"}
notify.kind("tier-reached", channels=("email",), needs=TIER | {"brings"}, rings="normal")
notify.kind("tier-ending", channels=("email",), needs=TIER | {"day", "missing"}, rings="normal")
notify.kind("membership-ending", channels=("email", "sms"), needs=TIER | {"day"}, rings="normal")
