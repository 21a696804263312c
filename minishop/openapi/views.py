"""Each kind of problem is explained at the address its `type` names."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minishop.api import problems


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    told = sorted((kind for _code, kind in problems.kinds), key=lambda kind: (kind.status, kind.code))
    return render(request, "minishop/api/problems.html", {"kinds": told})


@require_safe
def problem(request: HttpRequest, code: str) -> HttpResponse:
    if code not in problems.kinds:
        raise Http404(code)
    return render(request, "minishop/api/problems.html", {"kinds": [problems.kinds[code]], "is_one": True})
