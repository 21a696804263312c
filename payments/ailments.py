"""What the doctor asks of gateways."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from minishop import doctor
from minishop.doctor import Finding
from payments.gateways import registry


@runtime_checkable
class Examined(Protocol):
    """A gateway that knows what it lacks: keys that are missing or expired, in words; no network."""

    def problems(self) -> Iterable[str]: ...


@doctor.check("gateways", "Customers can pay, and each gateway has what it needs")
def gateways() -> Iterable[Finding]:
    enabled = registry.enabled()
    if not enabled:
        yield doctor.fault("Nobody can pay: PAYMENT_GATEWAYS names none.", "Name at least one.")
    for code, gateway in enabled.items():
        for problem in gateway.inner.problems() if isinstance(gateway.inner, Examined) else ():
            yield doctor.fault(f"{code}: {problem}", "Mend the gateway’s settings.")
