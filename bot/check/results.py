"""What a check found: a line that staff can read."""

from dataclasses import dataclass
from enum import Enum

WIDTH = 8
"""Where the texts begin, whatever the verdict."""


class Verdict(str, Enum):
    """As printed: it is well, it could be better, it has to be mended."""

    FINE = "ok"
    ADVICE = "råd"
    WRONG = "fel"


@dataclass(frozen=True)
class Result:
    """One thing that was looked at."""

    verdict: Verdict
    text: str

    def __str__(self) -> str:
        return f"[{self.verdict.value}]".ljust(WIDTH) + self.text


def fine(text: str) -> Result:
    """It is well."""
    return Result(Verdict.FINE, text)


def advice(text: str, to_do: str) -> Result:
    """It works, and could be better, or could not be seen."""
    return Result(Verdict.ADVICE, f"{text} Gör så här: {to_do}")


def wrong(text: str, to_do: str) -> Result:
    """It has to be mended before anybody is met here."""
    return Result(Verdict.WRONG, f"{text} Gör så här: {to_do}")


def some(names: list[str], shown: int = 5) -> str:
    """The first of many names, and how many more there are."""
    rest = f" och {len(names) - shown} till" if len(names) > shown else ""
    return ", ".join(names[:shown]) + rest
