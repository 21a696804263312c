"""What the doctor asks of gateways."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeGuard

from minishop import doctor
from minishop.doctor import Finding
from payments.gateways import registry


class Examined(Protocol):
    """A gateway that knows what it lacks: keys that are missing or expired, in words; no network."""

    def problems(self) -> Iterable[str]: ...


def _is_examined(gateway: Any) -> TypeGuard[Examined]:
    return hasattr(gateway, "problems")


@doctor.check("gateways", "Customers can pay, and each gateway has what it needs")
def gateways() -> Iterable[Finding]:
    enabled = registry.enabled()
    if not enabled:
        yield doctor.fault("Nobody can pay: PAYMENT_GATEWAYS names none.", "Name at least one.")
    for code, gateway in enabled.items():
        for problem in gateway.problems() if _is_examined(gateway) else ():
            yield doctor.fault(f"{code}: {problem}", "Mend the gateway’s settings.")
