"""What we write to someone about an order."""

from minishop import notify

ORDER = {"number", "link"}
READ_LATER = ("email", "sms")
READ_AT_ONCE = ("sms", "email")

HOUSE = ORDER | {"house", "address", "until"}
SENT = ORDER | {"carrier", "tracking", "pieces", "follows"}
PAID = ORDER | {"name", "total", "houses", "ships"}

notify.kind("order-paid", channels=READ_LATER, needs=PAID, rings="normal")
notify.kind("ready-to-collect", channels=READ_AT_ONCE, needs=HOUSE, rings="high")
notify.kind("collect-soon", channels=READ_AT_ONCE, needs=HOUSE, rings="high")
notify.kind("shipped", channels=READ_LATER, needs=SENT, rings="normal")
notify.kind("refunded", channels=READ_LATER, needs=ORDER | {"amount"}, rings="normal")
notify.kind("order-reinstated", channels=READ_LATER, needs=ORDER, rings="normal")
notify.kind("money-returned", channels=READ_LATER, needs=ORDER | {"amount", "is_paid"}, rings="normal")
notify.kind("credit-returned", channels=READ_LATER, needs=ORDER | {"amount"}, rings="normal")
