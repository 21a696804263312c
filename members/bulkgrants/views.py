"""The pages of a gift for many inside the admin: whom, what, what would happen, and what did."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from members.bulkgrants import services as bulkgrants
from members.bulkgrants import words
from members.bulkgrants.forms import RIGHTS, WhatForm, WhomForm
from members.bulkgrants.models import MOST, BulkGrant, OverLimit, TooMany
from minishop.admin_base import dressed
from minishop.imports import tables
from minishop.states import IllegalMove

State, Kind = BulkGrant.State, BulkGrant.Kind
PER_PAGE = 100


def whom(request: HttpRequest) -> HttpResponse:
    """A tier, a list or a file; it leads to what they are given."""
    form = WhomForm(request.POST or None, request.FILES or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            grant = bulkgrants.gather(chosen=form.chosen(), actor=request.user)
            return HttpResponseRedirect(reverse("admin:bulk-grant-what", args=[grant.pk]))
        except TooMany:
            form.add_error(None, _("At most %(most)s at once: narrow the list.") % {"most": MOST})
    return _page(request, None, "whom", title=_("Give to many"), form=dressed(form))


def what(request: HttpRequest, grant: BulkGrant) -> HttpResponse:
    """What each is given; filled in, it leads to what would happen."""
    if grant.state != State.DRAFT:
        return _to(grant)
    form = WhatForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        bulkgrants.say(grant=grant, **form.said())
        return HttpResponseRedirect(reverse("admin:bulk-grant-preview", args=[grant.pk]))
    told = {"form": dressed(form), "counts": _counts(grant)}
    return _page(request, grant, "what", title=_("What they are given"), **told)


def preview(request: HttpRequest, grant: BulkGrant) -> HttpResponse:
    """How many would get it, who would not and why; a POST gives it."""
    if grant.state != State.DRAFT:
        return _to(grant)
    if not grant.kind:
        return HttpResponseRedirect(reverse("admin:bulk-grant-what", args=[grant.pk]))
    if not request.user.has_perm(RIGHTS[Kind(grant.kind)]):
        raise PermissionDenied
    if request.method == "POST":
        _start(request, grant)
        return _to(grant)
    counts = _counts(grant)
    told: dict[str, Any] = {"counts": counts, "gift": words.gift(grant), "left": _left(grant)}
    told["total"] = counts["waiting"] * grant.points if grant.points else None
    return _page(request, grant, "preview", title=_("What would be given"), **told)


def _start(request: HttpRequest, grant: BulkGrant) -> None:
    try:
        bulkgrants.start(grant=grant, actor=request.user)
    except IllegalMove:
        messages.warning(request, _("It was started before."))
    except OverLimit as problem:
        limit = f"{problem.limit:,}"
        if problem.what == "people":
            messages.warning(
                request,
                _("To give to more than %(limit)s people takes a right of its own.") % {"limit": limit},
            )
        else:
            messages.warning(
                request,
                _("Over %(limit)s points for one member takes the right to give more.") % {"limit": limit},
            )


def result(request: HttpRequest, grant: BulkGrant) -> HttpResponse:
    """What became of each, and how far it is."""
    counts = _counts(grant)
    rows = grant.rows.exclude(state="waiting").select_related("user").order_by("number")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {"counts": counts, "page": page, "gift": words.gift(grant), "left": _left(grant)}
    told["lines"] = [_line(request, row) for row in page]
    told["share"] = 100 * (counts["all"] - counts["waiting"]) // max(counts["all"], 1)
    answer = _page(request, grant, "result", title=_("What was given"), **told)
    if grant.is_working:
        answer["Refresh"] = "2"
    return answer


def _line(request: HttpRequest, row: Any) -> list[Any]:
    """The row for its reader: who it is only for those who may see people."""
    who = str(row.user) if row.user and request.user.has_perm("members.view_user") else "—"
    return [row.number, who, words.ROWS[row.state], words.why(row.why) if row.why else ""]


def table(request: HttpRequest, grant: BulkGrant) -> StreamingHttpResponse:
    """What became of each, by the number it had in its list."""
    answer = StreamingHttpResponse(
        tables.write(["Row", "Outcome", "Why"], _rows(grant)), content_type=tables.CONTENT_TYPES["csv"]
    )
    answer["Content-Disposition"] = f'attachment; filename="gift-{grant.pk}.csv"'
    return answer


def _rows(grant: BulkGrant) -> Iterator[list[str]]:
    for row in grant.rows.order_by("number").iterator(chunk_size=2000):
        yield [str(row.number), str(words.ROWS[row.state]), str(words.why(row.why)) if row.why else ""]


def _counts(grant: BulkGrant) -> dict[str, int]:
    counted = dict(grant.rows.order_by().values_list("state").annotate(many=Count("pk")))
    told = {state: counted.get(state, 0) for state in words.ROWS}
    return told | {"all": sum(told.values()), "limit": int(settings.BULK_GRANT_LIMIT)}


def _left(grant: BulkGrant) -> list[tuple[Any, int]]:
    """Why some get nothing, and how many for each reason."""
    left = grant.rows.filter(state="left").order_by().values_list("why").annotate(many=Count("pk"))
    return [(words.why(code), many) for code, many in left.order_by("-many", "why")]


def _to(grant: BulkGrant) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:members_bulkgrant_change", args=[grant.pk]))


def _page(request: HttpRequest, grant: BulkGrant | None, name: str, **told: Any) -> HttpResponse:
    context = {**site.each_context(request), "opts": BulkGrant._meta, "grant": grant, **told}
    return TemplateResponse(request, f"admin/bulkgrants/{name}.html", context)
