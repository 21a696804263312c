"""What holds of outgoing webhooks: no message waits unseen, is stuck, or was given up without a word."""

from minishop import audit


@audit.row("J2", "no webhook message waits while nobody tries, outlives its lease, or is dead without a word")
def messages_move() -> str:
    return """
        SELECT message.id AS message, message.webhook_id AS webhook, message.state, message.run_at
        FROM minishop_webhookmessage message
        JOIN minishop_webhook webhook ON webhook.id = message.webhook_id
        WHERE (message.state = 'pending' AND message.run_at < now() - interval '10 minutes' AND webhook.is_on
               AND (webhook.rest_until IS NULL OR webhook.rest_until < now() - interval '10 minutes')
               AND NOT EXISTS (
                    SELECT FROM minishop_webhooktry try
                    JOIN minishop_webhookmessage other ON other.id = try.message_id
                    WHERE other.webhook_id = webhook.id AND try.at > now() - interval '10 minutes'))
           OR (message.state = 'running' AND webhook.is_on
               AND message.leased_until < now() - interval '10 minutes')
           OR (message.state = 'dead' AND NOT EXISTS (
                SELECT FROM minishop_event event
                WHERE event.name = 'webhook.given_up' AND event.subject = 'webhookmessage:' || message.id))
    """
