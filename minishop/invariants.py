"""Index: what must always be true of the kernel's rows."""

from minishop.audit import invariants as audit
from minishop.desk import invariants as desk
from minishop.events import invariants as events
from minishop.ledger import invariants as ledger
from minishop.webhooks import invariants as webhooks

__all__ = ["audit", "desk", "events", "ledger", "webhooks"]
