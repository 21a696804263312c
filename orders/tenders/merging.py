"""Store credit is the account's that stays: after the orders, for their locks come before accounts'."""

from members.credit import services as credit
from minishop.merging import moves

moves.add("credit", credit.join)
