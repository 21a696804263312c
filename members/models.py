"""Index: all of members' models, so that Django finds their tables."""

from members.accounts.models import OneTimeCode, User
from members.addresses.models import Address
from members.consents.models import Consent
from members.credit.models import CreditGrant
from members.devices.models import Device
from members.identities.models import Identity
from members.passkeys.models import Passkey
from members.rights.models import DataCopy, Erasure
from members.secondfactor.models import Authenticator
from members.tokens.models import AccessToken

__all__ = [
    "AccessToken",
    "Address",
    "Authenticator",
    "Consent",
    "CreditGrant",
    "DataCopy",
    "Device",
    "Erasure",
    "Identity",
    "OneTimeCode",
    "Passkey",
    "User",
]
