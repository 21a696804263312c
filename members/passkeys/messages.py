"""What we write about passkeys."""

from minishop import notify

notify.kind("passkey-copied", channels=("email", "sms"), needs={"name"})
