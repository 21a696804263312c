from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.feeds import services as feeds


@require_safe
@cache_control(public=True, max_age=900)
def products(request: HttpRequest, language: str) -> HttpResponse | FileResponse:
    """The feed as it was last written; until the first time there is none."""
    if language not in dict(settings.LANGUAGES):
        raise Http404(language)
    try:
        file = default_storage.open(feeds.path_of(language), "rb")
    except FileNotFoundError as missing:
        raise Http404(language) from missing
    return FileResponse(file, content_type="application/rss+xml; charset=utf-8")
