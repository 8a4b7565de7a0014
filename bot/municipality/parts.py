"""The parts of a municipality's profile, and what may stand in them."""

import re
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import BaseModel, Extra, PositiveInt, root_validator, validator

from bot.municipality.contrast import contrast
from bot.programme.opening_hours import OpeningHours

READABLE = 4.5
"""The least contrast of text on its ground: WCAG 2.2, success criterion 1.4.3."""


class Part(BaseModel):
    """A part of a profile. An unknown key is a misspelled one."""

    class Config:
        """Nothing changes while running."""

        extra = Extra.forbid
        frozen = True


class Reception(Part):
    """Where a person answers. What no source says is None: then it is not said either.

    `when_closed` is a sentence for who calls outside the hours.
    """

    name: str
    phone: str | None
    opens: time | None
    closes: time | None
    time_zone: str = "Europe/Stockholm"
    closed_days: frozenset[date] = frozenset()
    when_closed: str | None = None

    @validator("phone")
    def _is_swedish_number(cls, value: str | None) -> str | None:  # noqa: N805 - pydantic passes the class
        if value is not None and not phonenumbers.is_valid_number(phonenumbers.parse(value, "SE")):
            raise ValueError("ska vara ett svenskt telefonnummer, som 08-463 00 00")
        return value

    @validator("time_zone")
    def _is_known_zone(cls, value: str) -> str:  # noqa: N805 - as above
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("ska vara en tidszon, som Europe/Stockholm") from error
        return value

    @root_validator(skip_on_failure=True)
    def _has_both_hours(cls, values: dict[str, object]) -> dict[str, object]:  # noqa: N805 - as above
        if (values["opens"] is None) != (values["closes"] is None):
            raise ValueError("opens och closes ska båda vara klockslag, eller båda null")
        return values

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

    @validator("*")
    def _is_colour(cls, value: str) -> str:  # noqa: N805 - as above
        if not re.fullmatch("#[0-9a-fA-F]{6}", value):
            raise ValueError("ska vara en färg, som #17415a")
        return value

    @root_validator(skip_on_failure=True)
    def _can_be_read(cls, values: dict[str, str]) -> dict[str, str]:  # noqa: N805 - as above
        if (reached := contrast(values["ground"], values["text"])) < READABLE:
            raise ValueError(f"kontrasten är {reached:.1f} till 1; den ska vara minst {READABLE}")
        return values
