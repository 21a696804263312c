"""Index: the messages members get."""

from members.accounts import messages as accounts
__all__ = ["accounts", "consents", "passkeys", "rights"]
