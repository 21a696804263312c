"""The coupons members have, one by one: staff read them, and take back what was a mistake."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from members.coupondesk.forms import STATES
from members.coupons import services as coupons
from members.coupons.models import IssuedCoupon, NotUsable
from minishop.admin_base import ReadOnlyAdmin, Verb

State = IssuedCoupon.State
LOOKS = {
    State.READY: "success",
    State.OFFERED: "info",
    State.RESERVED: "info",
    State.USED: "default",
    State.EXPIRED: "warning",
    State.REVOKED: "danger",
}


@admin.register(IssuedCoupon)
class IssuedCouponAdmin(ReadOnlyAdmin):
    list_display = ("coupon", "user", "standing", "source", "issued_at", "ends_at", "used_for")
    list_filter = ("state", ("issued_at", admin.DateFieldListFilter))
    list_select_related = ("coupon", "user")
    search_fields = ("user__email", "user__phone", "user__name", "coupon__title", "used_for")
    ordering = ("-id",)
    refusals = (NotUsable,)
    fieldsets = (
        (None, {"fields": (("coupon", "user"), ("standing", "source"))}),
        (gettext_lazy("When"), {"fields": (("issued_at", "starts_at", "ends_at"), "reminded_at")}),
        (gettext_lazy("Used"), {"fields": (("used_for", "used_at"),)}),
    )
    readonly_fields = ("standing", "issued_at")
    verbs = (
        Verb(
            "revoke",
            gettext_lazy("Take back"),
            lambda issued, actor: coupons.revoke(issued=issued, actor=actor),
            "members.change_issuedcoupon",
            applies=lambda issued: issued.state in (State.READY, State.OFFERED),
            done=gettext_lazy("It can no longer be used."),
            icon="block",
            danger=True,
            confirm=gettext_lazy("The member can’t use it any more. Take it back?"),
        ),
    )

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """The coupon’s own page leads to its list."""
        return lookup == "coupon" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, NotUsable):
            return _("An order has it, or its time is over.")
        return super().explain(problem)

    @display(description=gettext_lazy("state"), ordering="state", label=LOOKS)
    def standing(self, issued: IssuedCoupon) -> Any:
        return issued.state, str(STATES[State(issued.state)])
