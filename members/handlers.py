"""Index: the department's reactions to events."""

from members.activities import handlers as activities
from members.bulkgrants import handlers as bulkgrants
from members.couponcodes import handlers as couponcodes
from members.couponpages import handlers as couponpages
from members.coupons import handlers as coupons
from members.devices import handlers as devices
from members.occasions import multipliers
from members.privileges import handlers as privileges
from members.rights import handlers as rights
from members.statement import handlers as statement
from members.statement import subjects
from members.tiers import handlers as tiers
from members.wishlists import handlers as wishlists

__all__ = [
    "activities",
    "bulkgrants",
    "couponcodes",
    "couponpages",
    "coupons",
    "devices",
    "multipliers",
    "privileges",
    "rights",
    "statement",
    "subjects",
    "tiers",
    "wishlists",
]
