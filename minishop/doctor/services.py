"""Asks every check, one after the other; one that breaks is a finding itself."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from minishop.registry import Registry

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; a fault has to be mended, a warning thought about."""

    words: str
    mend: str = ""
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """What should hold, and who looks; deep ones take their time."""

    name: str
    holds: str
    look: Callable[[], Iterable[Finding]]
    is_deep: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    check: Check
    findings: list[Finding]
    seconds: float

    @property
    def verdict(self) -> str:
        if any(finding.is_fault for finding in self.findings):
            return "fault"
        return "warning" if self.findings else "ok"


checks: Registry[Check] = Registry("doctor's check")


def fault(words: str, mend: str = "") -> Finding:
    return Finding(words, mend)


def warning(words: str, mend: str = "") -> Finding:
    return Finding(words, mend, is_fault=False)


def check(
    name: str, holds: str, *, deep: bool = False
) -> Callable[[Callable[[], Iterable[Finding]]], Callable[[], Iterable[Finding]]]:
    """The function's findings belong to the doctor's report."""

    def register(look: Callable[[], Iterable[Finding]]) -> Callable[[], Iterable[Finding]]:
        checks.add(name, Check(name, holds, look, deep))
        return look

    return register


def examine(*names: str, deep: bool = False) -> list[Report]:
    """Every check, or those named; the deep ones only when asked for."""
    chosen = [one for name, one in checks if (name in names if names else deep or not one.is_deep)]
    return [_examined(one) for one in chosen]


def _examined(one: Check) -> Report:
    started = time.perf_counter()
    try:
        findings = list(one.look())
    except Exception as problem:  # a doctor who falls over says so and goes on
        log.info("doctor.broke", check=one.name, exc_info=problem)
        first = (str(problem) or type(problem).__name__).splitlines()[0]
        findings = [fault(f"It could not be looked at: {type(problem).__name__}: {first}")]
    return Report(one, findings, time.perf_counter() - started)
