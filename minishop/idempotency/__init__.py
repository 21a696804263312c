"""A request that may come twice is answered once."""

from minishop.idempotency.services import LEASE, InFlight, KeyReused, claim, forget, keep, once

__all__ = ["LEASE", "InFlight", "KeyReused", "claim", "forget", "keep", "once"]
