"""What we write to someone who waited."""

from catalog.alerts import services as alerts
from minishop import notify

notify.kind(alerts.KIND, channels=("email", "sms"), needs={"piece", "link"})
