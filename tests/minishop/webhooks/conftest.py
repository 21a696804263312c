from collections.abc import Iterator

import pytest

from minishop.webhooks import services as webhooks
from minishop.webhooks.models import Webhook
from tests.minishop.outbound import receiver as receivers
from tests.minishop.outbound.receiver import Receiver


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    """A receiver on this machine that may be sent to all the same."""
    with receivers.listening() as receiver:
        settings.WEBHOOK_ALLOW = [receiver.door]
        yield receiver


@pytest.fixture
def webhook(receiver) -> Webhook:
    """It hears of orders that are paid."""
    made = Webhook(name="Warehouse", url=receiver.url, events=["order.paid"])
    return webhooks.keep(webhook=made)
