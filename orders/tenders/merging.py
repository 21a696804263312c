"""Store credit and points are the account's that stays: after the orders, whose locks come before these."""

from members.credit import services as credit
from members.points import services as points
from minishop.merging import moves

moves.add("credit", credit.join)
moves.add("points", points.join)
