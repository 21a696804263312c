"""Index of members' admin."""

from members.secondfactor import admin as secondfactor
from members.staff import admin as staff

__all__ = ["secondfactor", "staff"]
