"""Index: the department's reactions to events."""

from members.couponcodes import handlers as couponcodes
from members.coupons import handlers as coupons
from members.devices import handlers as devices
from members.rights import handlers as rights
from members.tiers import handlers as tiers
from members.wishlists import handlers as wishlists

__all__ = [
    "couponcodes",
    "coupons",
    "devices",
    "rights",
    "tiers",
    "wishlists",
]
