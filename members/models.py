"""Index: all of members' models, so that Django finds their tables."""

from members.accounts.models import OneTimeCode, User
from members.activities.models import Activity, ActivityDone, Invitation, Referral
from members.addresses.models import Address
from members.bulkgrants.models import BulkGrant, GrantRow
from members.checkins.models import CheckIn, CheckInRule
from members.consents.models import Consent
from members.couponcodes.models import CouponBatch, CouponCode
from members.coupongifts.models import CouponGift
from members.coupons.models import Coupon, CouponDay, CouponHolder, CouponScope, IssuedCoupon
from members.credit.models import CreditGrant
from members.devices.models import Device
from members.identities.models import Identity
from members.lots.models import (
    LotEntry,
    PointsAccount,
    PointsCampaign,
    PointsGrant,
    PointsLot,
    PointsProgramme,
    PointsSpend,
)
from members.lots.undoing import PointsReturn, PointsReversal
from members.memberprices.models import MemberPrice
from members.occasions.models import Occasion, OccasionGift
from members.passkeys.models import Passkey
from members.rights.models import DataCopy, Erasure
from members.secondfactor.models import Authenticator
from members.tiers.models import (
    Membership,
    MembershipPlan,
    PaidMembership,
    QualifyingFact,
    Tier,
    TierChange,
    TierProgramme,
)
from members.tokens.models import AccessToken
from members.wishlists.models import WishlistItem

__all__ = [
    "AccessToken",
    "Activity",
    "ActivityDone",
    "Address",
    "Authenticator",
    "BulkGrant",
    "CheckIn",
    "CheckInRule",
    "Consent",
    "Coupon",
    "CouponBatch",
    "CouponCode",
    "CouponDay",
    "CouponGift",
    "CouponHolder",
    "CouponScope",
    "CreditGrant",
    "DataCopy",
    "Device",
    "Erasure",
    "GrantRow",
    "Identity",
    "Invitation",
    "IssuedCoupon",
    "LotEntry",
    "MemberPrice",
    "Membership",
    "MembershipPlan",
    "Occasion",
    "OccasionGift",
    "OneTimeCode",
    "PaidMembership",
    "Passkey",
    "PointsAccount",
    "PointsCampaign",
    "PointsGrant",
    "PointsLot",
    "PointsProgramme",
    "PointsReturn",
    "PointsReversal",
    "PointsSpend",
    "QualifyingFact",
    "Referral",
    "Tier",
    "TierChange",
    "TierProgramme",
    "User",
    "WishlistItem",
]
