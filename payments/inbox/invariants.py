"""What must always be true of notifications: what was acknowledged is applied, or someone was told."""

from minishop import audit


@audit.row("P5", "notifications are applied within ten minutes, or given up with an alert")
def notifications_consumed() -> str:
    return """
        SELECT n.id, n.gateway, n.event_id, n.state, n.error FROM payments_notification n
        WHERE (n.state = 'received' AND n.received_at < now() - interval '10 minutes'
               AND n.try_at < now() - interval '1 minute')
           OR (n.state = 'dead' AND NOT EXISTS (
                SELECT 1 FROM minishop_event e
                WHERE e.name = 'notification.dead' AND e.subject = 'notification:' || n.id))
    """
