"""What we write to someone about an order."""

from minishop import notify

ORDER = {"number", "link"}
READ_LATER = ("email", "sms")
READ_AT_ONCE = ("sms", "email")

notify.kind("order-paid", channels=READ_LATER, needs=ORDER | {"name", "total", "houses", "ships"})
notify.kind("ready-to-collect", channels=READ_AT_ONCE, needs=ORDER | {"house", "address"})
notify.kind("shipped", channels=READ_LATER, needs=ORDER | {"carrier", "tracking"})
notify.kind("refunded", channels=READ_LATER, needs=ORDER | {"amount"})
