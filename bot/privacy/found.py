"""What redaction finds: a kind and a position."""

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """What was found, the most certain kind first. The value replaces it in a redacted text."""

    EMAIL = "e-postadress"
    ADDRESS = "adress"
    IDENTITY = "personnummer"
    PHONE = "telefonnummer"
    CARD = "kortnummer"
    PLATE = "registreringsnummer"
    HANDLE = "användarnamn"
    NUMBER = "nummer"
    PERSON = "person"
    PLACE = "plats"


@dataclass(frozen=True, order=True)
class Found:
    """A part of a text, from `start` up to `end`."""

    start: int
    end: int
    kind: Kind
