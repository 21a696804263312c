"""Index: what must always be true of people."""

from members.activities import invariants as activities
from members.checkins import invariants as checkins
from members.couponcodes import invariants as couponcodes
from members.coupongifts import invariants as coupongifts
from members.coupons import invariants as coupons
from members.credit import invariants as credit
from members.occasions import invariants as occasions
from members.points import invariants as points
from members.rights import invariants as rights
from members.tiers import invariants as tiers

__all__ = [
    "activities",
    "checkins",
    "couponcodes",
    "coupongifts",
    "coupons",
    "credit",
    "occasions",
    "points",
    "rights",
    "tiers",
]
