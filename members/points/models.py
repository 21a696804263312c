"""The rows of points, which live beside their lots."""

from members.lots.models import (
    UNIT,
    LotEntry,
    NotEnoughPoints,
    NotSpent,
    PointsAccount,
    PointsCampaign,
    PointsGrant,
    PointsLot,
    PointsNotGiven,
    PointsProgramme,
    PointsReferenceReused,
    PointsSpend,
    TooManyPoints,
)

__all__ = [
    "UNIT",
    "LotEntry",
    "NotEnoughPoints",
    "NotSpent",
    "PointsAccount",
    "PointsCampaign",
    "PointsGrant",
    "PointsLot",
    "PointsNotGiven",
    "PointsProgramme",
    "PointsReferenceReused",
    "PointsSpend",
    "TooManyPoints",
]
