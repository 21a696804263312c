"""What a page of each surface may load and do: Content-Security-Policy and Permissions-Policy.

The store is strict. The staff scan console also runs WebAssembly and asks for the camera. The admin's theme
compiles expressions and writes inline style. The API's documentation writes inline style. The page that
shows a piece in 3D lets its viewer write the one stylesheet it has and fetch models from where media lie.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE, WASM_UNSAFE_EVAL
from django.conf import settings
from django.http import HttpRequest, HttpResponse

Policy = dict[str, Any]

STORE: Policy = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
CONSOLE: Policy = STORE | {
    "script-src": [SELF, WASM_UNSAFE_EVAL],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
}
ADMIN: Policy = STORE | {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
DOCS: Policy = STORE | {"style-src": [SELF, UNSAFE_INLINE], "worker-src": [SELF, "blob:"]}

#: The 3D viewer writes one stylesheet of its own, named here by its hash, compiles a decoder when it starts
#: and holds textures as blobs.
VIEWER_STYLES = ("'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='",)
VIEWER: Policy = STORE | {
    "script-src": [SELF, WASM_UNSAFE_EVAL],
    "style-src": [SELF, *VIEWER_STYLES],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF, "blob:"],
}

SURFACES: dict[str, Policy] = {
    "/staff/scan/": CONSOLE,
    "/staff/second-factor/": ADMIN,
    "/admin/": ADMIN,
    "/api/docs/": DOCS,
}
CAMERA = ("/staff/scan/",)

FEATURES = ("accelerometer", "display-capture", "geolocation", "gyroscope", "microphone", "midi", "usb")
NO_CAMERA = ", ".join(f"{name}=()" for name in ("camera", *FEATURES))
OWN_CAMERA = NO_CAMERA.replace("camera=()", "camera=(self)")


def policy_for(path: str) -> Policy:
    """The policy of the surface the path belongs to."""
    if path.startswith("/products/") and path.endswith("/3d/"):
        return VIEWER
    return next((policy for prefix, policy in SURFACES.items() if path.startswith(prefix)), STORE)


def with_media(policy: Policy, media_url: str) -> Policy:
    """The policy, letting pictures and films come from where the media are kept as well."""
    address = urlsplit(media_url)
    if not address.netloc:
        return policy
    names = ["img-src", "media-src", *(["connect-src"] if policy is VIEWER else [])]
    origin = f"{address.scheme}://{address.netloc}"
    return policy | {name: [*policy[name], origin] for name in names}


class Surfaces:
    """Every response carries its surface's policies, unless the view chose its own.

    Stands after (inside) `CSPMiddleware`, which writes the header.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not hasattr(response, "_csp_config"):
            response._csp_config = with_media(policy_for(request.path), settings.MEDIA_URL)  # type: ignore[attr-defined]
        camera = request.path.startswith(CAMERA)
        response.headers.setdefault("Permissions-Policy", OWN_CAMERA if camera else NO_CAMERA)
        return response
