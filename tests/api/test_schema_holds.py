"""Every operation answers as the schema says, whatever is sent: nothing breaks, nothing is undocumented.

In one process, with fixed seeds; half the requests are sent to what is there, the rest anywhere.
"""

from collections.abc import Iterator

import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.api import world as worlds

pytestmark = pytest.mark.django_db

MODES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 4}
HANDLER = ClientHandler(enforce_csrf_checks=True)
#: They need several requests that belong together, or know no rule beyond the schema (a cursor is signed).
LEFT_OUT = {"ignored_auth", "object_level_authorization", "use_after_free", "ensure_resource_availability"}
LEFT_OUT |= {"positive_data_acceptance"}


def shop(environ, start_response):
    """The shop as a server runs it, inside this test's transaction; asked from somewhere, uncompressed."""
    answer = HANDLER(environ | {"REMOTE_ADDR": "203.0.113.7", "HTTP_ACCEPT_ENCODING": "identity"})
    start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


@pytest.fixture(scope="module")
def described():
    config = schemathesis.Config.from_dict({"generation": {"allow-x00": False}})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", shop, config=config)


@pytest.fixture
def world(settings):
    settings.API_LIMITS = dict.fromkeys(settings.API_LIMITS, (1_000_000, 60))
    return worlds.build()


def strategies(described) -> Iterator[tuple[str, object, GenerationMode]]:
    for found in described.get_all_operations():
        operation = found.ok()
        takes = {each["in"] for each in operation.definition.raw.get("parameters", ())}
        for mode in MODES:
            if mode is GenerationMode.NEGATIVE and not operation.body and not takes - {"path", "header"}:
                continue  # nothing can be wrong with it
            yield operation.label, operation.as_strategy(generation_mode=mode), mode


@pytest.mark.parametrize("visitor", ["guest", "member"])
def test_every_operation_answers_as_the_schema_says(described, world, visitor):
    checks = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in LEFT_OUT]
    headers = world.bearer if visitor == "member" else {}
    wrong: dict[str, str] = {}
    for label, strategy, mode in strategies(described):
        ask(label, strategy, mode, world, headers, checks, wrong)
    assert not wrong, "\n\n".join(f"{label}:\n{what}" for label, what in wrong.items())


def ask(label, strategy, mode, world, headers, checks, wrong) -> None:
    @settings(
        max_examples=MODES[mode],
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, is_real=st.booleans())
    def once(case, is_real):
        if is_real and case.path_parameters:
            case.path_parameters.update(world.known(label, case.path_parameters))
        try:
            case.call_and_validate(checks=checks, headers=headers)
        except (AssertionError, BaseExceptionGroup) as flaw:
            flaws = [flaw, *getattr(flaw, "exceptions", ())]
            wrong.setdefault(label, "\n".join(map(str, flaws)))

    try:
        once()
    except Unsatisfiable:  # any text is right where only text is taken
        assert mode is GenerationMode.NEGATIVE, label
