"""Unique codes by the thousand: how far a batch is, and its table to download."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from members.couponcodes import views
from members.couponcodes.models import CouponBatch
from minishop.admin_base import ReadOnlyAdmin

PROGRESS = "admin/coupons/_progress.html"
State = CouponBatch.State
STATES = {State.WAITING: _("Waiting"), State.MAKING: _("Being made"), State.DONE: _("All made")}


@admin.register(CouponBatch)
class CouponBatchAdmin(ReadOnlyAdmin):
    list_display = ("coupon", "count", "standing", "prefix", "actor", "created_at")
    list_filter = ("state",)
    list_select_related = ("coupon", "actor")
    search_fields = ("coupon__title", "prefix")
    fieldsets = (
        (None, {"fields": ("progress",)}),
        (None, {"fields": (("coupon", "prefix"), ("actor", "created_at", "done_at"))}),
    )
    readonly_fields = ("progress", "created_at")

    def get_urls(self) -> list[URLPattern]:
        progress, download = map(self.admin_site.admin_view, (self.progress_view, views.download))
        return [
            path("<int:pk>/progress/", progress, name="members_couponbatch_progress"),
            path("<int:pk>/codes.csv", download, name="members_couponbatch_codes"),
            *super().get_urls(),
        ]

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the batch is, as a fragment."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = CouponBatch.objects.filter(pk=pk).first()
        if batch is None:
            raise Http404
        return TemplateResponse(request, PROGRESS, _told(batch))

    @display(description=_("how far"))
    def progress(self, batch: CouponBatch) -> SafeString:
        return SafeString(render_to_string(PROGRESS, _told(batch)))

    @display(description=_("codes"), ordering="made")
    def count(self, batch: CouponBatch) -> str:
        return f"{batch.made:,} / {batch.quantity:,}"

    @display(
        description=_("state"),
        ordering="state",
        label={State.WAITING: "info", State.MAKING: "info", State.DONE: "success"},
    )
    def standing(self, batch: CouponBatch) -> Any:
        return batch.state, str(STATES[State(batch.state)])


def _told(batch: CouponBatch) -> dict[str, Any]:
    share = batch.made * 100 // batch.quantity if batch.quantity else 100
    return {"batch": batch, "share": share, "is_done": batch.state == State.DONE}
