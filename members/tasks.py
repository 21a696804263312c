"""Index: the department's sweeps."""

from members.accounts import tasks as accounts
from members.coupons import tasks as coupons
from members.devices import tasks as devices
from members.occasions import tasks as occasions
from members.points import tasks as points
from members.rights import tasks as rights
from members.tiers import tasks as tiers
from members.traces import tasks as traces

__all__ = ["accounts", "coupons", "devices", "occasions", "points", "rights", "tiers", "traces"]
