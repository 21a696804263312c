"""The import desk: tables staff brought, each with its dry run, its report and the button that applies it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from minishop.admin_base import ReadOnlyAdmin, Verb
from minishop.desk import services as imports
from minishop.desk import views, words, working
from minishop.imports.models import ImportRun

VIEW = "minishop.view_importrun"
State = ImportRun.State


def apply(run: ImportRun, actor: Any) -> None:
    imports.apply(run=run, actor=actor)
    working.hasten(run)


def check(run: ImportRun, actor: Any) -> None:
    imports.check(run=run, actor=actor)
    working.hasten(run)


def cancel(run: ImportRun, actor: Any) -> None:
    imports.cancel(run=run, actor=actor)


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind of table")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, kind.label) for name, kind in words.open_to(request.user).items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("table", "what", "standing", "came_to", "who", "brought")
    list_filter = (KindFilter, "state")
    list_select_related = ("actor",)
    search_fields = ("filename",)
    ordering = ("-id",)
    show_full_result_count = False
    list_before_template = "admin/imports/_doors.html"
    refusals = (imports.NotAllowed,)
    verbs = (
        Verb(
            "apply", gettext_lazy("Apply"), apply, VIEW, bulk=False, icon="check", main=True,
            applies=lambda run: run.state == State.CHECKED, done=gettext_lazy("It is being applied."),
        ),
        Verb(
            "check", gettext_lazy("Check again"), check, VIEW, bulk=False, icon="refresh",
            applies=lambda run: run.state in (State.CHECKED, State.FAILED),
            done=gettext_lazy("It is compared with the shop as it is now."),
        ),
        Verb(
            "cancel", gettext_lazy("Cancel"), cancel, VIEW, bulk=False, icon="close",
            applies=lambda run: run.state in (State.CHECKING, State.CHECKED),
            done=gettext_lazy("Nothing was applied."),
        ),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return super().get_queryset(request).filter(pk__in=ImportRun.objects.open_to(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may bring a table of some kind."""
        return request.user.has_perm("minishop.add_importrun") and bool(words.open_to(request.user))

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, imports.NotAllowed):
            return _("That is beyond your own rights.")
        return super().explain(problem)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("<int:pk>/progress/", views.progress, "progress"),
            ("<int:pk>/report.csv", views.download, "report"),
            ("export/<slug:kind>.<slug:form>", views.export, "export"),
            ("template/<slug:kind>.<slug:form>", views.template, "template"),
        ]
        own = [
            path(route, self.admin_site.admin_view(self.guarded(view)), name=f"minishop_importrun_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def guarded(self, view: Any) -> Any:
        """The view, for those who may open the desk at all."""
        return permission_required(VIEW, raise_exception=True)(view)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Outside the admin's transaction: where files are kept may be far away."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return views.upload(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "GET" or not self.has_view_permission(request):
            raise PermissionDenied  # only verbs write here
        run = self.get_object(request, object_id)
        if run is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        buttons = [(verb, self.verb_url(run, verb)) for verb in self.verbs_for(request, run)]
        return views.show(request, run, buttons)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        taken = words.to_take(request.user).values()
        return super().changelist_view(request, {**(extra_context or {}), "to_take": taken})

    @display(description=gettext_lazy("File"), ordering="filename")
    def table(self, run: ImportRun) -> str:
        return run.filename

    @display(description=gettext_lazy("who"))
    def who(self, run: ImportRun) -> str:
        return str(run.actor or "—")

    @display(description=gettext_lazy("when"), ordering="created_at")
    def brought(self, run: ImportRun) -> str:
        return date_format(localtime(run.created_at), "SHORT_DATETIME_FORMAT")

    @display(description=gettext_lazy("kind of table"), ordering="kind")
    def what(self, run: ImportRun) -> str:
        return str(run.label)

    @display(description=gettext_lazy("state"), ordering="state", label=words.LOOKS)
    def standing(self, run: ImportRun) -> tuple[str, str]:
        return run.state, str(words.STATES[run.state])

    @display(description=gettext_lazy("came to"))
    def came_to(self, run: ImportRun) -> str:
        return run.error or " · ".join(words.summary(run))
