"""Index of members' admin."""

from members.staff import admin as staff

__all__ = ["staff"]
