"""Index: what the department holds about people."""

from members.accounts import privacy as accounts
from members.activities import privacy as activities
from members.addresses import privacy as addresses
from members.bulkgrants import privacy as bulkgrants
from members.checkins import privacy as checkins
from members.club import privacy as club
from members.consents import privacy as consents
from members.coupons import privacy as coupons
from members.credit import privacy as credit
from members.identities import privacy as identities
from members.occasions import privacy as occasions
from members.passkeys import privacy as passkeys
from members.points import privacy as points
from members.rights import privacy as rights
from members.secondfactor import privacy as secondfactor
from members.tiers import privacy as tiers
from members.tokens import privacy as tokens
from members.traces import privacy as traces
from members.wishlists import privacy as wishlists

__all__ = [
    "accounts",
    "activities",
    "addresses",
    "bulkgrants",
    "checkins",
    "club",
    "consents",
    "coupons",
    "credit",
    "identities",
    "occasions",
    "passkeys",
    "points",
    "rights",
    "secondfactor",
    "tiers",
    "tokens",
    "traces",
    "wishlists",
]
