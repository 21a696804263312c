"""Old keys are forgotten once a day."""

from minishop import schedule
from minishop.idempotency import services as idempotency


@schedule.every(seconds=24 * 3600)
def purge_keys() -> None:
    idempotency.purge()
