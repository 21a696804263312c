"""Index of the kernel's admin."""

from minishop.brand import admin as brand
from minishop.desk import admin as desk
from minishop.events import admin as events
from minishop.ledger import admin as ledger
from minishop.notify import admin as notify
from minishop.webhooks import admin as webhooks

__all__ = ["brand", "desk", "events", "ledger", "notify", "webhooks"]
