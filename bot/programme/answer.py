"""An answer in the self-check, and a verdict on a condition."""

from enum import Enum, IntEnum


class Answer(str, Enum):
    """The possible answers to every question; `UNKNOWN` is "vet inte"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(IntEnum):
    """How far a condition is met. Larger is better for the person, so `min` combines several conditions."""

    NOT_MET = 0
    UNCLEAR = 1
    MET = 2
