"""The event outbox, which is also the audit trail and the timeline.

`events.emit("order.placed", subject=order, total=…)` in the transaction of the fact;
`@events.on("order.placed")` on an idempotent handler in a feature's `handlers.py`.
"""

from minishop.events.services import Handler, emit, handlers, on, subject_of, timeline

__all__ = ["Handler", "emit", "handlers", "on", "subject_of", "timeline"]
