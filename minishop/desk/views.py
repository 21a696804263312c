"""Pages of the import desk inside the admin: upload, one run, its report, and what can be taken home."""

from typing import Any
from urllib.parse import quote

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minishop import events
from minishop.desk import services as imports
from minishop.desk import words, working
from minishop.desk.forms import UploadForm
from minishop.desk.lines import HEADERS, report
from minishop.imports import tables
from minishop.imports.kinds import Kind, exported, kinds
from minishop.imports.models import ImportRun

PER_PAGE = 50
FORMS = ("csv", "xlsx")


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    about = {**site.each_context(request), "opts": ImportRun._meta, **context}
    return render(request, template, about)


def _run_of(request: HttpRequest, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.open_to(request.user), pk=pk)


def upload(request: HttpRequest) -> HttpResponse:
    """A table is brought, and its dry run begins."""
    open_kinds = words.open_to(request.user)
    if not open_kinds:
        raise PermissionDenied
    name = request.GET.get("kind", "")
    kind = open_kinds.get(name) or next(iter(open_kinds.values()))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, kind=kind, person=request.user)
    if form.is_valid():
        file = form.cleaned_data["file"]
        run = imports.start(
            kind=kind.name, file=file, filename=file.name, actor=request.user, options=form.options,
            language=get_language() or "",
        )  # fmt: skip
        working.hasten(run)
        return redirect("admin:minishop_importrun_change", run.pk)
    context = {"title": _("Bring a table"), "form": form, "kind": kind, "kinds": open_kinds.values()}
    return _page(request, "admin/imports/upload.html", context | {"columns": words.columns_of(kind)})


def show(request: HttpRequest, run: ImportRun, buttons: list[Any]) -> HttpResponse:
    """One run: how far it is, what it came to, and what it has to say of each row."""
    counts = run.counts()
    level = request.GET.get("level", "")
    if level not in words.LEVELS:
        level = next((each for each in words.LEVELS if counts.get(each)), "")
    asked = request.GET.get("q", "").replace("\0", "").strip()
    page = Paginator(run.said(level, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {"title": run.filename, "run": run, "original": run, "verb_buttons": buttons, "page": page}
    context |= {"level": level, "asked": asked, "summary": words.summary(run), "state": words.state(run)}
    context["tabs"] = [(each, label, counts.get(each, 0)) for each, label in words.LEVELS.items()]
    return _page(request, "admin/imports/run.html", context)


def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the run is; the whole page anew once there is something to read."""
    run = _run_of(request, pk)
    response = render(request, "admin/imports/_progress.html", {"run": run, "state": words.state(run)})
    if not run.is_working:
        response["HX-Refresh"] = "true"
    return response


def download(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """What the latest pass has to say, as a table."""
    run = _run_of(request, pk)
    stem = run.filename.rpartition(".")[0] or run.filename
    return _file(tables.write(HEADERS, report(run)), f"{stem} report", "csv")


def export(request: HttpRequest, kind: str, form: str) -> StreamingHttpResponse:
    """All there is of the kind that this person may have; that it was taken is written down."""
    chosen = _kind(kind, form)
    if not request.user.has_perm(chosen.export_permission):
        raise PermissionDenied
    headers, rows = exported(chosen, request.user)
    events.emit("table.exported", actor=request.user, kind=kind, form=form)
    return _file(tables.write(headers, rows, form), f"{kind} {timezone.localdate():%Y-%m-%d}", form)


def template(request: HttpRequest, kind: str, form: str) -> StreamingHttpResponse:
    """The kind's columns with nothing under them."""
    chosen = _kind(kind, form)
    if not request.user.has_perm(chosen.permission):
        raise PermissionDenied
    return _file(tables.write(words.headers_of(chosen), [], form), f"{kind} template", form)


def _kind(name: str, form: str) -> Kind:
    if name not in kinds or form not in FORMS:
        raise Http404
    return kinds[name]


def _file(content: Any, stem: str, form: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=tables.CONTENT_TYPES[form])
    name = "".join(sign for sign in stem if sign.isalnum() or sign in " ._-")[:120].strip().replace(" ", "-")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    return response
