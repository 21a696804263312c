"""Staff set tiers, their rules, plans and member prices; they read memberships, and place members.

What shoppers read of a tier is kept with the catalogue, which is told when it changes.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.shelf import services as shelf
from members.memberprices.models import MemberPrice
from members.privileges.forms import ByArticleForm, PlaceForm
from members.tiers import services as tiers
from members.tiers.models import Membership, MembershipPlan, NotAMember, Tier, TierChange, TierProgramme
from minishop.admin_base import ReadOnlyAdmin, ShopAdmin, Verb
from minishop.templatetags.shop import money
from minishop.translation_forms import names, translated_form

PLACE = Verb(
    "place",
    gettext_lazy("Place in a tier"),
    call=lambda row, actor, tier: tiers.place(user=row.user, tier=tier, actor=actor),
    permission="members.change_membership",
    applies=lambda row: not (row.user.erased_at or row.user.merged_into_id),
    form=PlaceForm,
    done=gettext_lazy("The member has it at once, for as long as a tier is kept."),
    icon="military_tech",
)


class OnTheShelf(ShopAdmin):
    """Whoever changes a row changes what kept pages say."""

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        shelf.changed()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        shelf.changed()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        shelf.changed()


@admin.register(Tier)
class TierAdmin(OnTheShelf):
    """A tier stays, and its code and rank stay what they are: the history of members hangs on them."""

    form = translated_form(Tier)
    list_display = ("rank", "name", "asks", "discount_percent", "earn_multiplier", "free_shipping", "members")
    list_display_links = ("name",)
    ordering = ("rank",)
    compressed_fields = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", *names(Tier, "name")),
                    ("summary", *names(Tier, "summary")),
                    ("code", "rank", "look"),
                    "threshold",
                )
            },
        ),
        (
            gettext_lazy("What it brings"),
            {
                "fields": (
                    ("discount_percent", "earn_multiplier"),
                    ("free_shipping", "early_hours"),
                    ("privileges", *names(Tier, "privileges")),
                )
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code", "rank") if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tier]:
        return super().get_queryset(request).annotate(members=Count("earned_by"))

    @display(description=gettext_lazy("reached from"), ordering="threshold")
    def asks(self, tier: Tier) -> str:
        return _("by invitation") if tier.threshold is None else money(tier.threshold)

    @display(description=gettext_lazy("members"))
    def members(self, tier: Any) -> int:
        return tier.members

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(TierProgramme)
class TierProgrammeAdmin(ShopAdmin):
    """There is one row, and it is there when staff come to see it."""

    list_display = ("basis", "period", "months", "keep_months", "grace_days", "downgrade")
    compressed_fields = False
    fieldsets = (
        (gettext_lazy("What counts"), {"fields": (("basis", "period", "months"),)}),
        (gettext_lazy("How long it is kept"), {"fields": (("keep_months", "grace_days", "downgrade"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TierProgramme]:
        if not TierProgramme.objects.exists():
            TierProgramme.objects.get_or_create(pk=1)
        return super().get_queryset(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("number", "user", "tier", "sum", "since", "kept_until")
    list_filter = ("tier", ("kept_until", admin.DateFieldListFilter))
    list_select_related = ("user", "tier")
    search_fields = ("=number", "user__email", "user__phone", "user__name")
    ordering = ("-id",)
    show_full_result_count = False
    verbs = (PLACE,)
    refusals = (NotAMember,)

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, NotAMember):
            return _("Who works here, or was erased, is in no club.")
        return super().explain(problem)

    @display(description=gettext_lazy("figure"), ordering="figure")
    def sum(self, row: Membership) -> str:
        return f"{int(row.figure):,}" if row.counted_as == "points" else money(row.figure)


@admin.register(TierChange)
class TierChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "user", "before", "after", "why", "actor")
    list_filter = ("why", "after", ("at", admin.DateFieldListFilter))
    list_select_related = ("user", "before", "after", "actor")
    search_fields = ("user__email", "user__phone")
    ordering = ("-id",)
    show_full_result_count = False


class OfAnArticle(OnTheShelf):
    form = ByArticleForm
    list_select_related = ("variant__product", "tier")
    search_fields = ("variant__sku", "variant__product__title")
    compressed_fields = False

    @display(description=gettext_lazy("piece"), ordering="variant__product__title")
    def piece(self, row: Any) -> str:
        return f"{row.variant.product.t.title} {row.variant.label}".strip()

    @display(description=gettext_lazy("article (SKU)"), ordering="variant__sku")
    def article(self, row: Any) -> str:
        return row.variant.sku


@admin.register(MembershipPlan)
class MembershipPlanAdmin(OfAnArticle):
    """A plan that was sold is switched off, not taken away."""

    list_display = ("piece", "article", "tier", "days", "is_on")
    fields = (("sku", "tier"), ("days", "is_on"))
    list_filter = ("is_on", "tier")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.sold.exists())


@admin.register(MemberPrice)
class MemberPriceAdmin(OfAnArticle):
    list_display = ("piece", "article", "tier", "sum")
    fields = (("sku", "tier"), ("amount", "currency"))
    list_filter = ("tier",)

    @display(description=gettext_lazy("price"), ordering="amount")
    def sum(self, row: MemberPrice) -> str:
        return money(row.amount, row.currency)
