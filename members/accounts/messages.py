"""What we write to someone signing in."""

from minishop import notify

notify.kind("sign-in-code", channels=("sms", "email"), needs={"code", "minutes"}, is_secret=True)
