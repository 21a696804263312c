"""What we write to an address that no longer opens an account."""

from minishop import notify

notify.kind("address-let-go", channels=("sms", "email"), needs={"link"})
