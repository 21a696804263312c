"""What we write to those who work in a house."""

from minishop import notify
from orders.stock import digests

notify.kind(digests.KIND, channels=("email",), needs={"house", "link"})
