"""An answer in the self-check, and a verdict made of answers."""

from enum import Enum, IntEnum


class Answer(str, Enum):
    """What a person can answer to any question. `UNKNOWN` ("vet inte") is always allowed."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(IntEnum):
    """How far a condition is met; a larger one is better for the person, so that `min` joins conditions."""

    NOT_MET = 0
    UNCLEAR = 1
    MET = 2
