"""Index of members' admin."""

from members.activities import admin as activities
from members.bulkgrants import admin as bulkgrants
from members.checkins import admin as checkins
from members.club import admin as club
from members.coupondesk import admin as coupondesk
from members.coupondesk import batches as couponbatches
from members.coupondesk import issued as issuedcoupons
from members.credit import admin as credit
from members.occasions import admin as occasions
from members.points import admin as points
from members.privileges import admin as privileges
from members.secondfactor import admin as secondfactor
from members.staff import admin as staff
from members.statement import admin as statement

__all__ = [
    "activities",
    "bulkgrants",
    "checkins",
    "club",
    "couponbatches",
    "coupondesk",
    "credit",
    "issuedcoupons",
    "occasions",
    "points",
    "privileges",
    "secondfactor",
    "staff",
    "statement",
]
