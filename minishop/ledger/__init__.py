"""The ledger: accounts, append-only entries, one posting for each reference."""

from minishop.ledger.services import Insufficient, ReferenceReused, account, post

__all__ = ["Insufficient", "ReferenceReused", "account", "post"]
