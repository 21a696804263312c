"""What delivery costs: the zone of the province, the rate of the weight, free from an amount."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from orders.shipping.models import ShippingRate, ShippingZone


class NoDelivery(Exception):
    """Nothing is sent to that province, or nothing that heavy."""

    def __init__(self, province: str) -> None:
        self.province = province
        super().__init__(province)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The price of one parcel and what comes with it."""

    price: Decimal
    free_from: Decimal | None
    promise: str
    days: int


def tariff(country: str = "CN") -> list[ShippingZone]:
    """The country's zones with their rates."""
    return list(ShippingZone.objects.filter(country=country).order_by("pk").prefetch_related("rates"))


def delivery(
    *,
    province: str,
    grams: int,
    goods: Decimal,
    zones: Sequence[ShippingZone] | None = None,
    is_free: bool = False,
) -> Delivery:
    """The price of sending so much, of goods worth so much, to a province ("" for not known yet).

    `zones` are those that were already looked up; `is_free` for whom it costs nothing in any case.

    Raises:
        NoDelivery: no zone or no rate covers it.
    """
    zone = _zone_of(province, tariff() if zones is None else zones)
    rate = _rate(zone.rates.all(), grams) if zone else None
    if zone is None or rate is None:
        raise NoDelivery(province)
    found = _delivery(zone, rate, goods)
    return replace(found, price=Decimal(0), free_from=None) if is_free else found


def _zone_of(province: str, known: Sequence[ShippingZone]) -> ShippingZone | None:
    """The zone that names the province, else the one of the whole country; for no province yet, any."""
    named = (zone for zone in known if zone.provinces and (province in zone.provinces or not province))
    whole = (zone for zone in known if not zone.provinces)
    first, second = (named, whole) if province else (whole, named)
    return next(first, None) or next(second, None)


def anywhere(*, grams: int, goods: Decimal) -> Delivery:
    """The same while the province is not known, in one query: what most of the country pays.

    Raises:
        NoDelivery: no zone covers the whole country, or no rate the weight.
    """
    rates = ShippingRate.objects.filter(zone__country="CN", zone__provinces=[]).select_related("zone")
    rate = _rate(rates, grams)
    if rate is None:
        raise NoDelivery("")
    return _delivery(rate.zone, rate, goods)


def _delivery(zone: ShippingZone, rate: ShippingRate, goods: Decimal) -> Delivery:
    is_free = rate.free_from is not None and goods >= rate.free_from
    return Delivery(
        price=Decimal(0) if is_free else rate.price,
        free_from=rate.free_from,
        promise=zone.t.promise,
        days=zone.days,
    )


def _rate(rates: Iterable[ShippingRate], grams: int) -> ShippingRate | None:
    lightest = sorted(rates, key=lambda rate: (rate.up_to_grams is None, rate.up_to_grams or 0))
    fits = (rate for rate in lightest if rate.up_to_grams is None or grams <= rate.up_to_grams)
    return next(fits, None)
