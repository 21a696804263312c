"""Index of members' admin."""

from members.activities import admin as activities
from members.checkins import admin as checkins
from members.credit import admin as credit
from members.occasions import admin as occasions
from members.secondfactor import admin as secondfactor
from members.staff import admin as staff
from members.statement import admin as statement

__all__ = ["activities", "checkins", "credit", "occasions", "secondfactor", "staff", "statement"]
