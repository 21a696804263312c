"""How many phones asked to be told; nobody needs to know which."""

from typing import Any

from django.utils.translation import gettext_lazy

from minishop.dashboard import Figure, figure, list_of
from minishop.push.models import Subscription


@figure(
    "phones-told",
    gettext_lazy("Phones that are told"),
    permission="minishop.view_message",
    icon="notifications",
    position=200,
)
def phones_told(person: Any) -> Figure:
    """Browsers that can be reached, beside what was written to them."""
    told = list_of("minishop.message", channel__exact="push")
    return Figure(Subscription.objects.live().count(), told)
