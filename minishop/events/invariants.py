"""What holds of the outbox: nothing waits, runs or dies unnoticed."""

from minishop import audit


@audit.row("J1", "no work waits past its limit, outlives its lease, or is dead without an alert")
def work_is_done() -> str:
    return """
        SELECT delivery.id AS delivery, delivery.handler, delivery.state, delivery.run_at, delivery.error
        FROM minishop_delivery delivery
        WHERE (state = 'pending' AND run_at < now() - interval '5 minutes')
           OR (state = 'running' AND leased_until < now() - interval '2 minutes')
           OR (state = 'dead' AND NOT EXISTS (
                SELECT FROM minishop_event event
                WHERE event.name = 'delivery.dead' AND event.subject = 'delivery:' || delivery.id))
    """
