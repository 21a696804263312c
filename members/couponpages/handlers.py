"""What happens to a coupon is told to whoever has it."""

from members.coupongifts.models import CouponGift
from members.couponpages import notices
from members.coupons.models import IssuedCoupon
from minishop import events
from minishop.events.models import Event


@events.on("coupon.issued")
def tell_issued(event: Event) -> None:
    row = IssuedCoupon.objects.select_related("user", "coupon").get(pk=event.subject_id)
    notices.issued(row, event.data.get("by", ""))


@events.on("coupon.expiring")
def tell_expiring(event: Event) -> None:
    rows = IssuedCoupon.objects.filter(pk__in=event.data["coupons"]).select_related("user", "coupon")
    notices.expiring(list(rows.order_by("ends_at", "pk")), f"coupons:{event.pk}")


@events.on("coupon.taken")
def tell_taken(event: Event) -> None:
    gift = CouponGift.objects.select_related("giver", "issued__coupon").get(pk=event.data["gift"])
    notices.taken(gift)
