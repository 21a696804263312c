"""Many products at once: ticked in their list, a wish filled in, what it would do read, then done."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.bulk import services as bulk
from catalog.bulk.forms import EditForm, PlanForm
from catalog.bulk.models import MOST, BulkEdit, BulkLine
from catalog.products.admin import ProductAdmin
from minishop.admin_base import Batch, ReadOnlyAdmin, dressed
from minishop.imports import tables
from minishop.states import IllegalMove

Kind, State = BulkEdit.Kind, BulkEdit.State
PERMISSION = {Kind.EDIT: "catalog.change_product", Kind.PRICE: "catalog.add_pricechange"}
SHOWN = 100


def _begin(kind: str, request: HttpRequest, rows: Any) -> HttpResponse:
    ids = list(rows.order_by("pk").values_list("pk", flat=True).distinct()[: MOST + 1])
    try:
        edit = bulk.gather(ids=ids, kind=kind, actor=request.user)
    except bulk.TooMany:
        messages.warning(request, _("At most %(most)s at once: narrow the list.") % {"most": MOST})
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(reverse("admin:bulk-wish", args=[edit.pk]))


ProductAdmin.batches += [
    Batch(
        "change-many",
        gettext_lazy("Change many…"),
        lambda request, rows: _begin(Kind.EDIT, request, rows),
        PERMISSION[Kind.EDIT],
    ),
    Batch(
        "plan-price",
        gettext_lazy("Plan a price change…"),
        lambda request, rows: _begin(Kind.PRICE, request, rows),
        PERMISSION[Kind.PRICE],
    ),
]


@admin.register(BulkEdit)
class BulkEditAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "kind", "standing", "many", "actor")
    list_filter = ("state", "kind")
    list_select_related = ("actor",)
    show_full_result_count = False
    fields = ("kind", "state", "many", "actor", "created_at", "finished_at")
    readonly_fields = fields

    @display(
        description=gettext_lazy("state"),
        ordering="state",
        label={"draft": "default", "running": "warning", "done": "success"},
    )
    def standing(self, edit: BulkEdit) -> Any:
        return edit.state, edit.get_state_display()

    @display(description=gettext_lazy("products"))
    def many(self, edit: BulkEdit) -> int:
        return len(edit.products)

    def get_urls(self) -> list[URLPattern]:
        pages = (("wish", self.wish_view), ("preview", self.preview_view), ("table", self.table_view))
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"bulk-{name}")
            for name, view in pages
        ]
        return [*own, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where the edit stands: its form, or what became of it."""
        edit = self.get_object(request, object_id) if request.method == "GET" else None
        if edit is None or not self._may(request, edit):
            return super().change_view(request, object_id, *args, **kwargs)
        return self._wish(request, edit) if edit.state == State.DRAFT else self._result(request, edit)

    def _may(self, request: HttpRequest, edit: BulkEdit) -> bool:
        """Whether this person may do such edits."""
        may_look: bool = self.has_view_permission(request, edit)
        return may_look and request.user.has_perm(PERMISSION[Kind(edit.kind)])

    def wish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form; filled in, it leads to what it would do."""
        edit = self._edit(request, pk)
        return self._wish(request, edit) if edit.state == State.DRAFT else self._to(edit)

    def _wish(self, request: HttpRequest, edit: BulkEdit) -> HttpResponse:
        cls = PlanForm if edit.kind == Kind.PRICE else EditForm
        form = cls(request.POST or None)
        if request.method == "POST" and form.is_valid():
            bulk.say(edit=edit, wish=form.wish())
            return HttpResponseRedirect(reverse("admin:bulk-preview", args=[edit.pk]))
        titles = {Kind.PRICE: _("Plan a price change"), Kind.EDIT: _("Change many products")}
        return self._page(request, edit, "wish", title=titles[Kind(edit.kind)], form=dressed(form))

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What would change and what would not, exactly; a POST does it."""
        edit = self._edit(request, pk)
        if edit.state != State.DRAFT:
            return self._to(edit)
        if not edit.wish:
            return HttpResponseRedirect(reverse("admin:bulk-wish", args=[edit.pk]))
        if request.method == "POST":
            self._start(request, edit)
            return self._to(edit)
        planned = [one for ids in _slices(edit.products) for one in bulk.planner(edit).all(ids)]
        changing = [one for one in planned if not one.why]
        told: dict[str, Any] = {"changing": changing[:SHOWN], "changes": len(changing), "shown": SHOWN}
        told["left"] = [one for one in planned if one.why][:SHOWN]
        told["left_count"] = len(planned) - len(changing)
        return self._page(request, edit, "preview", title=_("What would change"), **told)

    def _start(self, request: HttpRequest, edit: BulkEdit) -> None:
        try:
            bulk.start(edit=edit, actor=request.user)
        except IllegalMove:
            messages.warning(request, _("It was started before."))

    def _result(self, request: HttpRequest, edit: BulkEdit) -> HttpResponse:
        lines = edit.lines.select_related("product").order_by("pk")
        page = Paginator(lines, SHOWN).get_page(request.GET.get("page"))
        told: dict[str, Any] = {"page": page, "seen": page.paginator.count, "all": len(edit.products)}
        told["changed"] = lines.filter(why="").count()
        told["share"] = 100 * told["seen"] // max(told["all"], 1)
        answer = self._page(request, edit, "result", title=_("What changed"), **told)
        if edit.state == State.RUNNING:
            answer["Refresh"] = "2"
        return answer

    def table_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """What became of each product, as a table."""
        edit = self._edit(request, pk)
        headers = ["Handle", "Column", "Before", "After", "Why not"]
        file = tables.write(headers, _rows(edit))
        answer = StreamingHttpResponse(file, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="bulk-{edit.pk}.csv"'
        return answer

    def _edit(self, request: HttpRequest, pk: int) -> BulkEdit:
        """The edit, for whoever may do such edits."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        edit = BulkEdit.objects.filter(pk=pk).first()
        if edit is None:
            raise Http404
        if not self._may(request, edit):
            raise PermissionDenied
        return edit

    def _to(self, edit: BulkEdit) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:catalog_bulkedit_change", args=[edit.pk]))

    def _page(self, request: HttpRequest, edit: BulkEdit, name: str, **told: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "edit": edit, **told}
        return TemplateResponse(request, f"admin/bulk/{name}.html", context)


def _slices(ids: list[int], size: int = 500) -> list[list[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def _rows(edit: BulkEdit) -> Any:
    lines: Any = BulkLine.objects.filter(edit=edit).order_by("pk")
    for handle, changes, why in lines.values_list("product__handle", "changes", "why").iterator():
        for column, before, after in changes:
            yield [handle, column, before, after, ""]
        if why:
            yield [handle, "", "", "", why]
