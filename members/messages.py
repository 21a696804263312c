"""Index: the messages members get."""

from members.accounts import messages as accounts
from members.passkeys import messages as passkeys

__all__ = ["accounts", "passkeys"]
