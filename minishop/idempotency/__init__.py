"""A request that may come twice is answered once."""

from minishop.idempotency.services import KeyReused, once

__all__ = ["KeyReused", "once"]
