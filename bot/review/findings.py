"""What a review found: what may be untrue, how urgent it is, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Urgency(str, Enum):
    """As printed, the most urgent first."""

    NOW = "nu"
    SOON = "snart"
    SOME_TIME = "när ni hinner"


@dataclass(frozen=True)
class Finding:
    """One thing to do, in Swedish; `answers` are those it is about, by name."""

    urgency: Urgency
    text: str
    to_do: str
    answers: tuple[str, ...] = ()


def by_urgency(findings: Iterable[Finding]) -> list[Finding]:
    """The most urgent first; else in the order in which they came."""
    return sorted(findings, key=lambda finding: list(Urgency).index(finding.urgency))
