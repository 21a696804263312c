"""What we write to those who look after webhooks."""

from minishop import notify
from minishop.webhooks import alarm

notify.kind(alarm.KIND, channels=("email",), needs={"name", "is_gone", "link"})
