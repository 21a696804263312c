"""The three boxes anew when one of them changed, for htmx; the same for everybody."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from minishop.regions.forms import PARTS, RegionForm, narrowed


@require_safe
@cache_control(public=True, max_age=86400)
def picker(request: HttpRequest, language: str) -> HttpResponse:
    """Province, city and district as they were chosen, each with what there is to choose."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    asked = narrowed({part: request.GET.get(part, "")[:60] for part in PARTS})
    with translation.override(language):
        return render(request, "minishop/regions/_picker.html", {"form": RegionForm(initial=asked)})
