"""Index: what changes hands when two accounts of one person become one."""

from members.addresses import merging as addresses
from members.consents import merging as consents
from members.identities import merging as identities
from members.passkeys import merging as passkeys
from members.rights import merging as rights
from members.tokens import merging as tokens

__all__ = ["addresses", "consents", "identities", "passkeys", "rights", "tokens"]
