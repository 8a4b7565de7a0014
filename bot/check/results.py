"""The result of a check: a line for staff."""

from dataclasses import dataclass
from enum import Enum

WIDTH = 8
"""The column in which all texts begin."""


class Verdict(str, Enum):
    """As printed: in order, can be improved or could not be checked, must be corrected."""

    FINE = "ok"
    ADVICE = "råd"
    WRONG = "fel"


@dataclass(frozen=True)
class Result:
    """The result of one check."""

    verdict: Verdict
    text: str

    def __str__(self) -> str:
        return f"[{self.verdict.value}]".ljust(WIDTH) + self.text


def fine(text: str) -> Result:
    """It is in order."""
    return Result(Verdict.FINE, text)


def advice(text: str, to_do: str) -> Result:
    """It works, but can be improved; or it could not be checked."""
    return Result(Verdict.ADVICE, f"{text} Gör så här: {to_do}")


def wrong(text: str, to_do: str) -> Result:
    """It must be corrected before the public is served."""
    return Result(Verdict.WRONG, f"{text} Gör så här: {to_do}")


def some(names: list[str], shown: int = 5) -> str:
    """The first `shown` names, and how many more there are."""
    rest = f" och {len(names) - shown} till" if len(names) > shown else ""
    return ", ".join(names[:shown]) + rest
