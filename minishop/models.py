"""Index: all the kernel's models, so that Django finds their tables."""

from minishop.brand.models import Brand
from minishop.events.models import Delivery, Event
from minishop.idempotency.models import IdempotencyKey
from minishop.imports.models import ImportLine, ImportRun
from minishop.ledger.models import Account, Entry, Posting
from minishop.limits.models import Allowance
from minishop.notify.models import Message
from minishop.push.models import Following, Subscription
from minishop.webhooks.models import Webhook, WebhookMessage, WebhookTry

__all__ = [
    "Account",
    "Allowance",
    "Brand",
    "Delivery",
    "Entry",
    "Event",
    "Following",
    "IdempotencyKey",
    "ImportLine",
    "ImportRun",
    "Message",
    "Posting",
    "Subscription",
    "Webhook",
    "WebhookMessage",
    "WebhookTry",
]
