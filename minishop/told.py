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
    *(f"webhook.{what}" for what in ("added", "changed", "given_up", "replayed", "rotated")),
    *(f"webhook.{what}" for what in ("secret_read", "switched_off", "switched_on")),
)
