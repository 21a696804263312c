"""How often something may be done, kept in Postgres so that it holds when the cache is dead."""

from minishop.limits.services import asker, forget, household, take

__all__ = ["asker", "forget", "household", "take"]
