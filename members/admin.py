"""Index of members' admin."""

from members.credit import admin as credit
from members.secondfactor import admin as secondfactor
from members.staff import admin as staff

__all__ = ["credit", "secondfactor", "staff"]
