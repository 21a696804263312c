from typing import Any

from django.utils.translation import gettext_lazy

from minishop.dashboard import Figure, figure, list_of
from payments.refunds.models import Refund


@figure(
    "refunds-waiting",
    gettext_lazy("Refunds waiting"),
    permission="payments.view_refund",
    icon="undo",
    position=200,
)
def refunds_waiting(person: Any) -> Figure:
    """Reserved here, not yet accepted by the gateway."""
    waiting = Refund.objects.filter(state=Refund.State.REQUESTED).count()
    url = list_of("payments.refund", state__exact=Refund.State.REQUESTED)
    return Figure(waiting, url, is_pressing=bool(waiting))


@figure(
    "refunds-failed",
    gettext_lazy("Refunds refused"),
    permission="payments.change_refund",
    icon="error",
    position=210,
)
def refunds_failed(person: Any) -> Figure:
    """The gateway said no, also when it was asked again: someone has to decide."""
    failed = Refund.objects.refused().count()
    url = list_of("payments.refund", state__exact=Refund.State.FAILED, retry_at__isempty=1)
    return Figure(failed, url, is_pressing=bool(failed))
