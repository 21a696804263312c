"""Index: what changes hands when two accounts of one person become one."""

from members.activities import merging as activities
from members.addresses import merging as addresses
from members.bulkgrants import merging as bulkgrants
from members.checkins import merging as checkins
from members.consents import merging as consents
from members.coupons import merging as coupons
from members.identities import merging as identities
from members.occasions import merging as occasions
from members.passkeys import merging as passkeys
from members.rights import merging as rights
from members.tiers import merging as tiers
from members.tokens import merging as tokens
from members.wishlists import merging as wishlists

__all__ = [
    "activities",
    "addresses",
    "bulkgrants",
    "checkins",
    "consents",
    "coupons",
    "identities",
    "occasions",
    "passkeys",
    "rights",
    "tiers",
    "tokens",
    "wishlists",
]
