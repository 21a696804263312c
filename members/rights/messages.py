"""What we write to someone who asked for their data."""

from minishop import notify

notify.kind("copy-ready", channels=("email", "sms"), needs={"link", "days"})
