from django.contrib import admin
from unfold.admin import TabularInline

from minishop.admin_base import ShopAdmin
from orders.shipping.models import ShippingRate, ShippingZone


class RateInline(TabularInline):
    model = ShippingRate
    extra = 0


@admin.register(ShippingZone)
class ZoneAdmin(ShopAdmin):
    list_display = ("name", "country", "promise", "days")
    inlines = (RateInline,)
