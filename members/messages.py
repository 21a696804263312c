"""Index: the messages members get."""

from members.accounts import messages as accounts
from members.consents import messages as consents
from members.couponpages import messages as couponpages
from members.devices import messages as devices
from members.identities import messages as identities
from members.passkeys import messages as passkeys
from members.privileges import messages as privileges
from members.rights import messages as rights
from members.statement import messages as statement

__all__ = [
    "accounts",
    "consents",
    "couponpages",
    "devices",
    "identities",
    "passkeys",
    "privileges",
    "rights",
    "statement",
]
