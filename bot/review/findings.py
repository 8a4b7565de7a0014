"""A review's findings: what may be out of date, how urgent it is, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Urgency(str, Enum):
    """How urgent a finding is, as printed; the most urgent first."""

    NOW = "nu"
    SOON = "snart"
    SOME_TIME = "när ni hinner"


@dataclass(frozen=True)
class Finding:
    """One thing to do, in Swedish; `answers` are the names of the answers concerned."""

    urgency: Urgency
    text: str
    to_do: str
    answers: tuple[str, ...] = ()


def by_urgency(findings: Iterable[Finding]) -> list[Finding]:
    """The most urgent first, otherwise in the given order."""
    return sorted(findings, key=lambda finding: list(Urgency).index(finding.urgency))
