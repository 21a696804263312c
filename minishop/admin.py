"""Index of the kernel's admin."""

from minishop.brand import admin as brand
from minishop.events import admin as events
from minishop.imports import admin as imports
from minishop.ledger import admin as ledger
from minishop.notify import admin as notify

__all__ = ["brand", "events", "imports", "ledger", "notify"]
