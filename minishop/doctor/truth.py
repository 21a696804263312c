"""What must always be true, looked at in full."""

from collections.abc import Iterator

from minishop import audit, doctor
from minishop.doctor import Finding


@doctor.check("audit", "Nothing is that must never be", deep=True)
def audited() -> Iterator[Finding]:
    for result in audit.run():
        if not result.is_clean:
            first = ", ".join(f"{name}={value}" for name, value in result.findings[0].items())
            yield doctor.fault(f"{result.row.code}: {result.row.what}: {first}", "manage.py audit")
