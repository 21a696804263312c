"""The schema is whole: valid, every operation explained, every address in it, made once."""

import json

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from jsonschema import Draft202012Validator

from minishop.openapi import docs
from tests.security.test_access_matrix import patterns

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def described() -> dict:
    return json.loads(docs.written())


def operations(described):
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_it_is_valid_and_made_without_a_warning(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_it_is_openapi_3_1_and_has_every_address_of_the_api(described):
    assert described["openapi"].startswith("3.1")
    routes = {
        f"/{route}"
        for route, _space, _one in patterns(get_resolver().url_patterns)
        if route.startswith("api/v1/") and not route.endswith(".json")
    }
    names = {path.split("{")[0] for path in described["paths"]}
    assert {route.split("<")[0] for route in routes} == names
    assert len(described["paths"]) == len(routes)


def test_every_operation_says_what_it_does_who_may_and_how_it_refuses(described):
    for name, operation in operations(described):
        assert operation["summary"], name
        assert operation["description"], name
        assert len(operation["tags"]) == 1, name
        problems = [told for status, told in operation["responses"].items() if status >= "400"]
        assert all("application/problem+json" in told["content"] for told in problems), name
        assert {"406", "429"} <= operation["responses"].keys(), name
        assert operation["security"], name


def test_every_example_is_what_the_schema_allows(described):
    """And the main operations have theirs, problems included."""
    shown, wrong = set(), []
    for name, operation in operations(described):
        answers = [(status, told.get("content", {})) for status, told in operation["responses"].items()]
        for what, content in [("body", operation.get("requestBody", {}).get("content", {})), *answers]:
            for told in content.values():
                for example in told.get("examples", {}).values():
                    shown.add(f"{name} {what}")
                    wrong += [f"{name} {what}: {flaw}" for flaw in flaws(described, told["schema"], example)]
    assert wrong == []
    assert shown >= {
        "GET /api/v1/products/{handle}/ 200",
        "GET /api/v1/bag/ 200",
        "POST /api/v1/bag/lines/ body",
        "POST /api/v1/bag/lines/ 201",
        "POST /api/v1/orders/ body",
        "POST /api/v1/orders/ 201",
        "POST /api/v1/orders/ 409",
        "POST /api/v1/orders/{number}/payments/ 201",
        "POST /api/v1/me/addresses/ body",
        "POST /api/v1/me/addresses/ 201",
        "GET /api/v1/me/devices/ 200",
    }


def flaws(described, schema, example) -> list[str]:
    told = example
    if "$ref" in example:
        told = described["components"]["examples"][example["$ref"].rsplit("/", 1)[-1]]
    reader = Draft202012Validator({"components": described["components"], **schema})
    return [flaw.message for flaw in reader.iter_errors(told["value"])]


def test_names_of_operations_are_unique(described):
    names = [operation["operationId"] for _name, operation in operations(described)]
    assert len(names) == len(set(names))


def test_tokens_are_asked_for_their_scopes(described):
    schemes = described["components"]["securitySchemes"]
    assert (schemes["token"]["scheme"], schemes["session"]["in"]) == ("bearer", "cookie")
    me = described["paths"]["/api/v1/me/"]
    assert {"token": ["account:read"]} in me["get"]["security"]
    assert {"token": ["account:write"]} in me["patch"]["security"]
    assert described["paths"]["/api/v1/products/"]["get"]["security"] == [{}]


def test_money_needs_its_key_and_lists_their_pages(described):
    order = described["paths"]["/api/v1/orders/"]
    [key] = [each for each in order["post"]["parameters"] if each["name"] == "Idempotency-Key"]
    assert key["required"]
    assert {"size", "cursor"} <= {each["name"] for each in order["get"]["parameters"]}


def test_it_is_made_once_and_not_sent_twice(client):
    first = client.get("/api/v1/openapi.json")
    assert first["Cache-Control"] == "public, max-age=300"
    made = docs.written.cache_info().misses
    again = client.get("/api/v1/openapi.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, docs.written.cache_info().misses) == (304, made)
