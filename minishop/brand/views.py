from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from minishop.brand import services as brands


@require_GET
def css(request: HttpRequest, digest: str) -> HttpResponse:
    """The brand's tokens under a name that changes with them."""
    brand = brands.current()
    if not brand.digest:
        raise Http404
    if digest != brand.digest:
        return redirect("brand-css", digest=brand.digest)
    response = HttpResponse(brand.css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
