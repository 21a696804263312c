"""Any carrier that staff deal with themselves: they type its name and number, and say when it arrived."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from minishop.money import Money, default_currency
from orders.carriers import labels
from orders.carriers.base import Booked, Moment, Parcel, Rate, Refused
from orders.shipping import services as shipping


class ManualCarrier:
    """Costs what our own table says, and prints our own label."""

    code = "manual"
    label = _("Another carrier, by hand")
    books = False
    asked_every: timedelta | None = None

    def rates(self, parcel: Parcel) -> list[Rate]:
        try:
            found = shipping.delivery(province=parcel.to.province, grams=parcel.grams, goods=parcel.goods)
        except shipping.NoDelivery as nowhere:
            raise Refused("no_delivery", nowhere.province) from nowhere
        money = Money(found.price, default_currency())
        return [Rate(service="", label=found.promise, money=money, days=found.days)]

    def book(self, parcel: Parcel) -> Booked:
        return Booked(tracking=parcel.tracking, label=labels.draw(parcel))

    def void(self, parcel: Parcel) -> None:
        return None

    def track(self, parcel: Parcel) -> list[Moment]:
        return []
