"""The event outbox, which is also the audit trail and the timeline.

`events.emit("order.placed", subject=order, total=…)` in the transaction of the fact;
`@events.on("order.placed")` on an idempotent handler in a feature's `handlers.py`, with
`outside=True` if it waits for the network; `raise events.Later(60)` to be run again in a minute.
"""

from minishop.events.delivery import Later, deliver, retry, run_now, sweep
from minishop.events.registry import Handler, handlers, on, on_any
from minishop.events.services import emit, subject_of, timeline

__all__ = [
    "Handler",
    "Later",
    "deliver",
    "emit",
    "handlers",
    "on",
    "on_any",
    "retry",
    "run_now",
    "subject_of",
    "sweep",
    "timeline",
]
