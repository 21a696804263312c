"""Staff make coupons, see what becomes of them, and take single ones back."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from catalog.shelf import services as shelf
from members.couponcodes import services as couponcodes
from members.coupondesk import services as desk
from members.coupondesk import stacking
from members.coupondesk.forms import KINDS, STATES, BatchForm, CouponForm
from members.coupons.models import Coupon, CouponScope, IssuedCoupon
from minishop.admin_base import ShopAdmin, Verb
from minishop.templatetags.shop import money
from minishop.translation_forms import names

STACKING = "admin/coupons/_stacking.html"
State = IssuedCoupon.State


class ScopeInline(TabularInline):
    model = CouponScope
    extra = 0
    autocomplete_fields = ("product", "collection", "vendor")
    fields = ("product", "collection", "vendor", "is_excluded")
    verbose_name = _("one thing it covers, or leaves out")
    verbose_name_plural = _("From what (none included: from everything)")


@admin.register(Coupon)
class CouponAdmin(ShopAdmin):
    """Offers: what they take off, from what, for whom, how they are had, when, and what they go with."""

    form = CouponForm
    list_display = ("title", "takes", "way", "is_on", "ends_at", "had", "spent")
    list_filter = ("is_on", "kind", "way", "stack")
    search_fields = ("title", "shared_code", "translations")
    compressed_fields = False
    filter_horizontal = ("tiers",)
    readonly_fields = ("goes_with", "claimed", "used", "becomes")
    inlines = (ScopeInline,)
    fieldsets = (
        (
            _("What it takes off"),
            {
                "fields": (
                    ("title", *names(Coupon, "title")),
                    ("terms", *names(Coupon, "terms")),
                    "kind",
                    ("value", "cap"),
                    "gift",
                    ("threshold", "full_price_only"),
                )
            },
        ),
        (_("For whom"), {"fields": ("tiers",)}),
        (
            _("How it is had"),
            {
                "fields": (
                    "way",
                    "trigger",
                    "shared_code",
                    "points_price",
                    ("claim_limit", "per_member", "per_day"),
                    ("can_be_given", "returns_on_cancel"),
                )
            },
        ),
        (_("When"), {"fields": ("is_on", ("starts_at", "ends_at"), ("days", "remind_days"))}),
        (
            _("What it goes with"),
            {"fields": (("stack", "priority"), "combines_with", "is_exclusive", "goes_with")},
        ),
        (_("What became of it"), {"fields": (("claimed", "used"), "becomes")}),
    )
    verbs = (
        Verb(
            "duplicate",
            _("Copy"),
            lambda coupon, actor: desk.duplicate(coupon=coupon, actor=actor),
            "members.add_coupon",
            done=_("The copy is switched off and has no code yet; it stands first in the list."),
            icon="content_copy",
        ),
        Verb(
            "codes",
            _("Make codes"),
            lambda coupon, actor, quantity, begin: couponcodes.generate(
                coupon=coupon, actor=actor, quantity=quantity, prefix=begin
            ),
            "members.generate_codes",
            applies=lambda coupon: coupon.way == Coupon.Way.CODE,
            form=BatchForm,
            done=_("They are being made; see “Coupon codes”."),
            icon="qr_code",
        ),
    )

    class Media:
        js = ("js/coupon.js",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.stacking_view)
        return [path("stacking/", view, name="members_coupon_stacking"), *super().get_urls()]

    def stacking_view(self, request: HttpRequest) -> HttpResponse:
        """With which others the coupon described in the address would go together, as a fragment."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked, stack = request.GET, request.GET.get("stack", "")
        pairs = stacking.pairs(
            stack=stack if stack in Coupon.Stack.values else Coupon.Stack.ORDER,
            combines_with=asked.getlist("combines_with"),
            is_exclusive=bool(asked.get("is_exclusive")),
            without=int(asked["of"]) if asked.get("of", "").isdecimal() else None,
        )
        return TemplateResponse(request, STACKING, {"pairs": pairs})

    def save_model(self, request: HttpRequest, obj: Coupon, form: ModelForm, change: bool) -> None:
        desk.keep(coupon=obj, actor=request.user, changed=form.changed_data)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        shelf.changed()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Members may have it: it is switched off, not deleted."""
        return False

    @display(description=_("takes off"))
    def takes(self, coupon: Coupon) -> str:
        if coupon.kind == Coupon.Kind.AMOUNT:
            return money(coupon.value, coupon.currency)
        if coupon.kind == Coupon.Kind.PERCENT:
            return f"{coupon.value.normalize():f}%"
        return str(dict(KINDS)[Coupon.Kind(coupon.kind)])

    @display(description=_("claimed"), ordering="claimed")
    def had(self, coupon: Coupon) -> str:
        return f"{coupon.claimed} / {coupon.claim_limit}" if coupon.claim_limit else str(coupon.claimed)

    @display(description=_("used"), ordering="used")
    def spent(self, coupon: Coupon) -> int:
        return coupon.used

    @display(description=_("goes together"))
    def goes_with(self, coupon: Coupon) -> SafeString:
        pairs = stacking.pairs(
            stack=coupon.stack,
            combines_with=coupon.combines_with,
            is_exclusive=coupon.is_exclusive,
            without=coupon.pk,
        )
        return format_html(
            '<div data-stacking="{}" data-of="{}" aria-live="polite">{}</div>',
            reverse("admin:members_coupon_stacking"),
            coupon.pk or "",
            render_to_string(STACKING, {"pairs": pairs}),
        )

    @display(description=_("of those claimed"))
    def becomes(self, coupon: Coupon) -> SafeString | str:
        """How many are in each state, and the way to them."""
        if coupon.pk is None:
            return "—"
        counted = stacking.counted(coupon)
        link = reverse("admin:members_issuedcoupon_changelist")
        said = ", ".join(f"{STATES[State(state)]}: {count}" for state, count in counted.items())
        return format_html('<a class="underline" href="{}?coupon={}">{}</a>', link, coupon.pk, said or "—")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coupon]:
        return super().get_queryset(request).select_related("gift__product")
