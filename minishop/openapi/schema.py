"""The API describes itself as OpenAPI 3.1: what each operation needs, takes and answers, problems included.

Words of an operation are the docstring of its method or view. What every operation has in common is put in
here, so that a view says only what is its own; `raises` of a view names kinds of problems by method.
"""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc

from minishop.api import problems, repeating
from minishop.api.problems import Kind
from minishop.api.scopes import Anyone, Gate

JSON = "application/json"
FLAW = {
    "type": "object",
    "required": ["detail", "code"],
    "properties": {
        "pointer": {"type": "string", "description": "A JSON Pointer into the body, as a fragment."},
        "parameter": {"type": "string", "description": "Or the parameter or header it is about."},
        "detail": {"type": "string"},
        "code": {"type": "string"},
    },
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457. Kinds add members of their own.",
    "required": ["type", "title", "status", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Where the kind is explained."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Flaw"}},
    },
}
TAGS = {
    "shop": "The shop itself: name, languages, currency, menus.",
    "catalogue": "Products, variants, collections, brands, stories.",
    "search": "Finding products by words.",
    "stores": "Where people collect, and what is there.",
    "bag": "What someone is about to buy.",
    "checkout": "What it would cost, and ordering it.",
    "orders": "What was ordered, and how it stands.",
    "payments": "Paying an order.",
    "account": "Who is signed in, and what is theirs.",
}
PLACES = {
    "menus": "shop", "products": "catalogue", "variants": "catalogue", "collections": "catalogue",
    "brands": "catalogue", "stories": "catalogue", "me": "account", "token": "account",
}  # fmt: skip
HEADERS = {
    "Idempotency-Key": (
        "What you call this request, such as a UUID. Sent again with the same body it gets the first answer.",
        {"type": "string", "minLength": 1, "maxLength": repeating.LONGEST},
    ),
    "If-Match": ("The ETag of what you read; refused (412) where it has changed since.", {"type": "string"}),
}


class Schema(AutoSchema):
    """One operation, with what all have in common."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if operation:
            operation.setdefault("parameters", []).extend(self.headers())
            if not operation["parameters"]:
                del operation["parameters"]
            for status, kinds in by_status(self.raised(operation)):
                operation["responses"].setdefault(str(status), answer(kinds))
        return operation

    def get_summary(self) -> str:
        """The first sentence of its words."""
        return self.get_description().partition("\n")[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]
        method = getattr(self.view, self.method.lower(), None)
        own = get_doc(method) if method and method.__qualname__.startswith(type(self.view).__name__) else ""
        return own or get_doc(type(self.view))

    def get_tags(self) -> list[str]:
        place = self._tokenize_path()[0]
        return [PLACES.get(place, place)]

    def get_operation_id(self) -> str:
        """`listProducts`, `getProduct`: the method and the view's name."""
        name = getattr(self.view, "operation", type(self.view).__name__.removesuffix("View"))
        return f"{self.method.lower()}{name}"

    def get_auth(self) -> list[dict[str, Any]]:
        gates = [gate for gate in self.view.get_permissions() if isinstance(gate, Gate)]
        known = super().get_auth()
        if any(not gate.tokens for gate in gates):
            known = [way for way in known if "token" not in way]
        if self._is_open() or any(gate.guests for gate in gates):
            known.append({})
        return known

    def _is_open(self) -> bool:
        return any(isinstance(each, Anyone) for each in self.view.get_permissions())

    def get_override_parameters(self) -> list[Any]:
        """What the address may ask, where the view says with which serializer it reads that."""
        asks = getattr(self.view, "asks", None)
        return [asks] if asks and self.method == "GET" else []

    def headers(self) -> Iterator[dict[str, Any]]:
        """The parameters that come as headers."""
        method = getattr(self.view, self.method.lower(), None)
        if getattr(method, "needs_key", False) or getattr(method, "takes_key", False):
            yield self._header(repeating.HEADER, required=getattr(method, "needs_key", False))
        if self.method in getattr(self.view, "matches", ()):
            yield self._header("If-Match", required=False)

    def _header(self, name: str, *, required: bool) -> dict[str, Any]:
        words, schema = HEADERS[name]
        return {
            "name": name, "in": "header", "required": required, "description": words, "schema": schema
        }  # fmt: skip

    def raised(self, operation: dict[str, Any]) -> list[Kind]:
        """What may go wrong, from what the operation has."""
        found = list(getattr(self.view, "raises", {}).get(self.method, ()))
        names = {each["in"] for each in operation.get("parameters", ())}
        own = {each["name"] for each in operation.get("parameters", ())}
        has_body = "requestBody" in operation
        told = [
            (has_body, [problems.INVALID, problems.MALFORMED, problems.TOO_LARGE, problems.UNSUPPORTED]),
            ("query" in names or "header" in names, [problems.INVALID]),
            ("cursor" in own, [problems.BAD_CURSOR]),
            ("path" in names, [problems.NOT_FOUND]),
            ("If-Match" in own, [problems.CHANGED]),
            (repeating.HEADER in own, [problems.KEY_MISSING, problems.KEY_REUSED, problems.KEY_IN_FLIGHT]),
            (bool(self.view.get_authenticators()), [problems.UNAUTHENTICATED, *FORBIDDEN]),
            (True, [problems.NOT_ACCEPTABLE, problems.TOO_MANY]),
        ]
        return [*found, *(kind for holds, kinds in told if holds for kind in kinds)]


FORBIDDEN = (problems.FORBIDDEN, problems.INSUFFICIENT_SCOPE)


def by_status(kinds: list[Kind]) -> Iterator[tuple[int, list[Kind]]]:
    for status in sorted({kind.status for kind in kinds}):
        yield status, list(dict.fromkeys(kind for kind in kinds if kind.status == status))


def answer(kinds: list[Kind]) -> dict[str, Any]:
    """One answer for all kinds of a status."""
    words = "; ".join(f"`{kind.code}`: {kind.title}" for kind in kinds)
    shown = {kind.code: {"$ref": f"#/components/examples/{kind.code}"} for kind in kinds}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": shown}
    return {"description": words, "content": {problems.MEDIA_TYPE: content}}


def shown(kind: Kind) -> dict[str, Any]:
    """A problem of this kind, as an answer may tell it."""
    told: dict[str, Any] = {"type": f"https://shop.example/api/problems/{kind.code}/"}
    told |= {"title": str(kind.title), "status": kind.status, "instance": "/api/v1/…"}
    if kind == problems.INVALID:
        told["errors"] = [{"pointer": "#/phone", "detail": "Check the digits.", "code": "invalid"}]
    return {"summary": str(kind.title), "value": told}


def finish(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Problems have their schema, every read an ETag and its 304."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {"Problem": PROBLEM, "Flaw": FLAW}
    result["components"]["examples"] = {kind.code: shown(kind) for _code, kind in problems.kinds}
    for path in result["paths"].values():
        for method, operation in path.items():
            if method == "get" and "200" in operation["responses"]:
                tag = {"ETag": {"schema": {"type": "string"}}}
                operation["responses"]["200"].setdefault("headers", {}).update(tag)
                operation["responses"]["304"] = {"description": "It is as `If-None-Match` says."}
    used = {tag for path in result["paths"].values() for each in path.values() for tag in each["tags"]}
    result["tags"] = [{"name": name, "description": TAGS.get(name, "")} for name in TAGS if name in used]
    return result


class SessionScheme(OpenApiAuthenticationExtension):
    """Pages of the shop itself: the session's cookie, and for changes the page's own origin."""

    target_class = "minishop.api.sessions.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        words = "For pages of this shop. A change also needs the page's origin or `X-CSRFToken`."
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": words}


class TokenScheme(OpenApiAuthenticationExtension):
    """A personal token, and the scope the operation asks for."""

    target_class = "members.tokens.authentication.TokenAuthentication"
    name = "token"

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        gates = [gate for gate in auto_schema.view.get_permissions() if isinstance(gate, Gate)]
        return {self.name: [gate.scope(auto_schema.method) for gate in gates]}

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        words = "A personal token, made under Me → Access tokens; its scopes say what it may do."
        return {"type": "http", "scheme": "bearer", "bearerFormat": "msp_…", "description": words}
