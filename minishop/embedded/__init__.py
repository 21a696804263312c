"""Postgres and Valkey from wheels, for a shop on one machine with nothing installed.

Whoever uses them holds a lease. The first to come starts them, the last to leave stops them; a process
that is killed loses its lease with its life.
"""

from minishop.embedded.leases import borrow, give_back
from minishop.embedded.places import Places, Ports, ServiceFailed, wanted

__all__ = ["Places", "Ports", "ServiceFailed", "borrow", "give_back", "wanted"]
