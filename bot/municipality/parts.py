"""The parts of a municipality's profile, and the rules for their values."""

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
"""The least contrast between text and background. Source: WCAG 2.2, success criterion 1.4.3."""


def mistake(expected: str) -> PydanticCustomError:
    """An error that says, in Swedish for the profile's author, what a value should have been."""
    return PydanticCustomError("mistake", "{expected}", {"expected": expected})


def _clock(value: object) -> object:
    """Rejects numbers: YAML parses an unquoted 9:30 as minutes, which pydantic would take as seconds."""
    if isinstance(value, (int, float)):
        raise mistake('ska vara ett klockslag inom citattecken, som "08:00"')
    return value


Clock = Annotated[time, BeforeValidator(_clock)]


class Part(BaseModel):
    """A part of a profile. Immutable; unknown keys are rejected, because they are misspelled."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reception(Part):
    """Where a person answers. None means that no source states it; answers then leave it out.

    `when_closed` is a sentence for visitors who call outside the hours.
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
        """The opening hours for the programme's rules, or None if they are not known."""
        if self.opens is None or self.closes is None:
            return None
        return OpeningHours(self.opens, self.closes, self.closed_days)


class EnglishNames(Part):
    """What a profile's phrases are in English, each in the same role as the Swedish one.

    Without `name`, `programme` or `reception`, they are built of the place and the Swedish name.
    """

    name: str | None = None
    programme: str | None = None
    reception: str | None = None
    residents: str | None = None
    under_18: str | None = None


class RetentionDays(Part):
    """After how many days a case without activity, a contact detail or a kept message is deleted.

    `closed` and `unanswered` are for cases, `contact` for a visitor's contact detail, and `not_understood`
    for messages kept to improve the assistant.
    """

    closed: PositiveInt
    unanswered: PositiveInt
    contact: PositiveInt
    not_understood: PositiveInt = 90


class Source(Part):
    """A source document. `file` and `sha256` identify the text that the answers were checked against."""

    title: str
    file: str | None = None
    sha256: str | None = None


class Colours(Part):
    """The widget's two colours, as #rrggbb: of its header and buttons, and of the text on them."""

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
