"""Transactional messages: `notify.send("order-paid", reference=…, to=Recipient(…), context={…})`."""

from minishop.notify.kinds import Kind, kind, kinds
from minishop.notify.services import Recipient, retry, send

__all__ = ["Kind", "Recipient", "kind", "kinds", "retry", "send"]
