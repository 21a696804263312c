"""Index: all of members' models, so that Django finds their tables."""

from members.accounts.models import OneTimeCode, User

__all__ = ["OneTimeCode", "User"]
