"""Where money is real, nothing can be rehearsed."""

import pytest

from payments.checks import no_rehearsals_in_production

SANDBOX = "payments.gateways.sandbox.gateway.SandboxGateway"
OFFLINE = "payments.gateways.offline.gateway.OfflineGateway"


@pytest.mark.parametrize(
    ("demo", "gateways", "problems"),
    [
        (False, [SANDBOX, OFFLINE], ["payments.E001"]),
        (False, [OFFLINE], []),
        (True, [SANDBOX, OFFLINE], []),
    ],
)
def test_the_sandbox_outside_a_demo_is_an_error(settings, demo, gateways, problems):
    settings.DEMO, settings.PAYMENT_GATEWAYS = demo, gateways
    assert [problem.id for problem in no_rehearsals_in_production()] == problems
