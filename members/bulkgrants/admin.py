"""Gifts for many: whom, what, who would be left out and why, then given, row by row."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from members.bulkgrants import choosing, views, words
from members.bulkgrants import services as bulkgrants
from members.bulkgrants.forms import RIGHTS
from members.bulkgrants.models import MOST, BulkGrant, TooMany
from members.staff.admin import UserAdmin
from minishop.admin_base import Batch, ReadOnlyAdmin

ADD = "members.add_bulkgrant"
State = BulkGrant.State


def _begin(request: HttpRequest, rows: Any) -> HttpResponse:
    """Those ticked in the list of people."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True).distinct()[: MOST + 1])
    try:
        grant = bulkgrants.gather(chosen=choosing.these(ids), actor=request.user)
    except TooMany:
        messages.warning(request, _("At most %(most)s at once: narrow the list.") % {"most": MOST})
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(reverse("admin:bulk-grant-what", args=[grant.pk]))


UserAdmin.batches = [
    *UserAdmin.batches,
    Batch("give-many", gettext_lazy("Give points, a coupon or a tier…"), _begin, ADD),
]


@admin.register(BulkGrant)
class BulkGrantAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "what", "standing", "many", "actor")
    list_filter = ("state", "kind")
    list_select_related = ("actor", "coupon", "tier")
    show_full_result_count = False
    fields = ("kind", "state", "actor", "created_at", "finished_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BulkGrant]:
        return super().get_queryset(request).annotate(people=Count("rows"))

    def get_urls(self) -> list[URLPattern]:
        pages = (("what", self.what_view), ("preview", self.preview_view), ("table", self.table_view))
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"bulk-grant-{name}")
            for name, view in pages
        ]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ADD) and any(request.user.has_perm(right) for right in RIGHTS.values())

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whom it is for."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return views.whom(request)

    def what_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return views.what(request, self._grant(request, pk))

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return views.preview(request, self._grant(request, pk))

    def table_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        return views.table(request, self._grant(request, pk))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where it stands: the form of what is given, or what became of each."""
        if request.method != "GET" or not self.has_view_permission(request):
            raise PermissionDenied
        grant = self.get_object(request, object_id)
        if grant is None:
            raise Http404
        if grant.state == State.DRAFT:
            return views.what(request, self._grant(request, grant.pk))
        return views.result(request, grant)

    def _grant(self, request: HttpRequest, pk: int) -> BulkGrant:
        """The gift, for whoever may give some of what can be given."""
        if not self.has_view_permission(request) or not self.has_add_permission(request):
            raise PermissionDenied
        grant = BulkGrant.objects.select_related("coupon", "tier", "actor").filter(pk=pk).first()
        if grant is None:
            raise Http404
        return grant

    @display(description=gettext_lazy("gift"))
    def what(self, grant: BulkGrant) -> str:
        return words.gift(grant)

    @display(description=gettext_lazy("state"), ordering="state", label=words.LOOKS)
    def standing(self, grant: BulkGrant) -> tuple[str, str]:
        return grant.state, str(words.STATES[grant.state])

    @display(description=gettext_lazy("people"))
    def many(self, grant: Any) -> int:
        return grant.people
