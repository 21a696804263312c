"""Staff hear that the shop switched a webhook off."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from minishop import notify
from minishop.dashboard import list_of
from minishop.notify import Recipient
from minishop.webhooks.models import Webhook

KIND = "webhook-off"


def raise_alarm(webhook: Webhook) -> int:
    """Admins with an e-mail are written to, once for each time it was switched off; how many."""
    admins = models.Q(is_superuser=True) | models.Q(groups__name="Admins")
    found = get_user_model().objects.filter(admins, is_staff=True, is_active=True, email__isnull=False)
    people = [one for one in found.distinct().order_by("pk") if one.has_perm("minishop.change_webhook")]
    said = webhook.messages.order_by("-id").values_list("id", flat=True).first()
    for person in people:
        notify.send(
            KIND,
            reference=f"webhook:{webhook.pk}:{said}:{person.pk}",
            to=Recipient(email=person.email or "", user=person, language=person.language),
            context={
                "name": webhook.name,
                "is_gone": webhook.off_because == Webhook.Why.GONE,
                "link": settings.PUBLIC_URL + list_of("minishop.webhook"),
            },
        )
    return len(people)
