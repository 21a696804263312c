"""Index: what must always be true of the kernel's rows."""

from minishop.audit import invariants as audit
from minishop.events import invariants as events
from minishop.imports import invariants as imports
from minishop.ledger import invariants as ledger

__all__ = ["audit", "events", "imports", "ledger"]
