"""Serves stored files while they lie in a folder; a bucket serves its own."""

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

A_YEAR = 365 * 24 * 60 * 60
#: What may be looked at in a browser; anything else is handed out as a download.
SHOWN = {"image/webp", "image/png", "image/jpeg", "image/avif", "font/woff2", "model/gltf-binary"}
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("model/gltf-binary", ".glb")


@require_safe
def stored(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file of that name, kept by browsers for a year: what a name holds never changes."""
    try:
        file = default_storage.open(name, "rb")
    except (OSError, SuspiciousFileOperation, ValueError) as missing:
        raise Http404(name) from missing
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=kind, as_attachment=kind not in SHOWN)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
