"""Index: the kernel's checks for the doctor."""

from minishop.doctor import database, doors, machine, running, truth

__all__ = ["database", "doors", "machine", "running", "truth"]
