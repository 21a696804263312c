"""The kernel's own events stay inside: work that waits, tables, messages, webhooks."""

from minishop.events import catalogue

catalogue.internal(
    "delivery.dead",
    *(
        f"import.{what}"
        for what in ("applied", "applying", "cancelled", "checked", "failed", "rechecked", "started")
    ),
    "message.failed",
    "message.queued",
    "table.exported",
)
