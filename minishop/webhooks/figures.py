from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minishop.dashboard import Figure, figure, list_of
from minishop.webhooks.models import Webhook, WebhookMessage


@figure(
    "webhooks",
    gettext_lazy("Webhooks in trouble"),
    permission="minishop.change_webhook",
    icon="webhook",
    position=300,
)
def webhooks_in_trouble(person: Any) -> Figure:
    """Those the shop switched off, and what was given up within a week."""
    off = Webhook.objects.filter(is_on=False).exclude(off_because="").count()
    week = Now() - timedelta(days=7)
    dead = WebhookMessage.objects.filter(state=WebhookMessage.State.DEAD, created_at__gt=week).count()
    words = _("%(count)s messages given up this week") % {"count": dead} if dead else ""
    return Figure(off, list_of("minishop.webhook"), words=words, is_pressing=bool(off or dead))
