"""The parts of a municipality's profile, and what may stand in them."""

import re
from datetime import date, time
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import BaseModel, BeforeValidator, ConfigDict, PositiveInt, field_validator, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from bot.municipality.contrast import contrast
from bot.programme.opening_hours import OpeningHours

READABLE = 4.5
"""The least contrast of text on its ground: WCAG 2.2, success criterion 1.4.3."""


def mistake(expected: str) -> PydanticCustomError:
    """What a value should have been, in Swedish, for who writes the profile's file."""
    return PydanticCustomError("mistake", "{expected}", {"expected": expected})


def _clock(value: object) -> object:
    """YAML reads 9:30 without quotes as a number of minutes, and pydantic a number as seconds."""
    if isinstance(value, (int, float)):
        raise mistake('ska vara ett klockslag inom citattecken, som "08:00"')
    return value


Clock = Annotated[time, BeforeValidator(_clock)]


class Part(BaseModel):
    """A part of a profile. An unknown key is a misspelled one; nothing changes while running."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reception(Part):
    """Where a person answers. What no source says is None: then it is not said either.

    `when_closed` is a sentence for who calls outside the hours.
    """

    name: str
    phone: str | None = None
    opens: Clock | None = None
    closes: Clock | None = None
    time_zone: str = "Europe/Stockholm"
    closed_days: frozenset[date] = frozenset()
    when_closed: str | None = None

    @field_validator("phone")
    @classmethod
    def _is_swedish_number(cls, value: str | None) -> str | None:
        try:
            is_valid = value is None or phonenumbers.is_valid_number(phonenumbers.parse(value, "SE"))
        except phonenumbers.NumberParseException:
            is_valid = False
        if not is_valid:
            raise mistake("ska vara ett svenskt telefonnummer, som 08-463 00 00")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise mistake("ska vara en tidszon, som Europe/Stockholm") from error
        return value

    @model_validator(mode="after")
    def _has_both_hours(self) -> Self:
        if (self.opens is None) != (self.closes is None):
            raise mistake("opens och closes ska båda vara klockslag, eller båda null")
        return self

    @property
    def hours(self) -> OpeningHours | None:
        """The opening hours as the programme's rules want them; None where they are not known."""
        if self.opens is None or self.closes is None:
            return None
        return OpeningHours(self.opens, self.closes, self.closed_days)


class RetentionDays(Part):
    """After how many days a quiet case, a way to be called, or a message to learn from is deleted."""

    closed: PositiveInt
    unanswered: PositiveInt
    contact: PositiveInt
    not_understood: PositiveInt = 90


class Source(Part):
    """A document that the municipality's own answers rest on. `file` and `sha256`: the text that was read."""

    title: str
    file: str | None = None
    sha256: str | None = None


class Colours(Part):
    """The widget's two colours, as #rrggbb: of its top and buttons, and of the text on them."""

    ground: str = "#17415a"
    text: str = "#ffffff"

    @field_validator("*")
    @classmethod
    def _is_colour(cls, value: str) -> str:
        if not re.fullmatch("#[0-9a-fA-F]{6}", value):
            raise mistake("ska vara en färg, som #17415a")
        return value

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if (reached := contrast(self.ground, self.text)) < READABLE:
            raise mistake(f"kontrasten är {reached:.1f} till 1; den ska vara minst {READABLE}")
        return self
