"""What we write to someone about a return."""

from minishop import notify
from orders.notices.messages import ORDER, READ_LATER

RETURN = ORDER | {"name"}

notify.kind(
    "return-agreed",
    channels=READ_LATER,
    needs=RETURN | {"by_post", "house", "address", "day"},
    rings="normal",
)
notify.kind("return-refused", channels=READ_LATER, needs=RETURN | {"answer"}, rings="normal")
notify.kind("return-received", channels=READ_LATER, needs=RETURN | {"house"}, rings="normal")
notify.kind("return-money", channels=READ_LATER, needs=RETURN | {"amount", "less", "answer"}, rings="normal")
notify.kind("return-replacing", channels=READ_LATER, needs=RETURN | {"replacement"}, rings="normal")
notify.kind("return-lapsed", channels=READ_LATER, needs=RETURN, rings="normal")
notify.kind("return-owed", channels=READ_LATER, needs=RETURN | {"amount"}, rings="normal")
