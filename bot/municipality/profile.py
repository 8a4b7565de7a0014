"""Reading and checking a profile, and saying in Swedish what it says."""

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
import yaml
from pydantic import BaseModel, Extra, PositiveInt, ValidationError, validator

from bot.programme.opening_hours import OpeningHours, clock, day_phrase, is_open, next_opening

FOLDER = Path(__file__).parent


class ProfileError(Exception):
    """A profile is missing or wrong; the message names the file and what to mend."""


class Reception(BaseModel):
    """Where a person answers."""

    name: str
    phone: str | None
    opens: time
    closes: time
    time_zone: str
    closed_days: frozenset[date] = frozenset()

    class Config:
        """An unknown key is a misspelled one."""

        extra = Extra.forbid
        frozen = True

    @validator("phone")
    def _is_swedish_number(cls, value: str | None) -> str | None:  # noqa: N805 - pydantic passes the class
        if value is not None and not phonenumbers.is_valid_number(phonenumbers.parse(value, "SE")):
            raise ValueError("is not a Swedish phone number")
        return value

    @validator("time_zone")
    def _is_known_zone(cls, value: str) -> str:  # noqa: N805 - pydantic passes the class
        try:
            ZoneInfo(value)
        except ZoneInfoNotFoundError as error:
            raise ValueError("is not a time zone") from error
        return value

    @property
    def hours(self) -> OpeningHours:
        """The opening hours, as the programme's rules want them."""
        return OpeningHours(self.opens, self.closes, self.closed_days)


class RetentionDays(BaseModel):
    """After how many days a quiet case, a way to be called, or a message to learn from is deleted."""

    closed: PositiveInt
    unanswered: PositiveInt
    contact: PositiveInt
    not_understood: PositiveInt = 90

    class Config:
        """An unknown key is a misspelled one."""

        extra = Extra.forbid
        frozen = True


class Profile(BaseModel):
    """One municipality.

    `origins` are the pages that may show the chat, beside our own; `exit_page` is where a visitor who has to
    leave at once is taken; `waiting_limit` is the minutes after which a waiting visitor is shown other ways;
    `keeps_not_understood` is whether messages that were not understood are kept, redacted, to learn from.
    """

    name: str
    reception: Reception
    origins: tuple[str, ...] = ()
    exit_page: str
    waiting_limit: PositiveInt
    retention: RetentionDays
    keeps_not_understood: bool = False

    @validator("origins", each_item=True)
    def _is_origin(cls, value: str) -> str:  # noqa: N805 - pydantic passes the class
        if not re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?", value):
            raise ValueError("is not an origin such as https://www.example.se")
        return value

    @validator("exit_page")
    def _is_page(cls, value: str) -> str:  # noqa: N805 - pydantic passes the class
        if not value.startswith("https://"):
            raise ValueError("is not an https address")
        return value

    class Config:
        """An unknown key is a misspelled one."""

        extra = Extra.forbid
        frozen = True

    def local_time(self, now: datetime) -> datetime:
        """An aware moment, in the municipality's own time."""
        return now.astimezone(ZoneInfo(self.reception.time_zone))

    def is_staffed(self, now: datetime) -> bool:
        """Whether somebody answers at the reception at this moment."""
        return is_open(self.local_time(now), self.reception.hours)

    def phrases(self, now: datetime) -> dict[str, str]:
        """What answers may say of this municipality at this moment, by the name used in their texts."""
        return {
            "reception_phone": self._phone_sentence(),
            "reception_contact": " ".join(filter(None, [self.reception.name, self.reception.phone]))
            + ("" if self.reception.phone else f", {self.name}"),
            "reception_now": self._now_sentence(self.local_time(now)),
            "out_of_order": self.out_of_order(),
        }

    def out_of_order(self) -> str:
        """What a visitor reads when something of ours is broken: where a human is, and to try again."""
        return (
            f"Just nu fungerar inte allt hos mig. {self.where_a_human_is()}"
            "\n\nInget är ditt fel. Vänta en stund och skriv samma sak igen."
        )

    def where_a_human_is(self) -> str:
        """What every line about a fault ends in."""
        return f"Är det akut, ring 112. Du kan också ringa {self.reception.name}. {self._phone_sentence()}"

    def where_a_human_is_now(self, now: datetime) -> str:
        """The phone, and whether somebody answers it at this moment."""
        return f"{self.where_a_human_is()} {self._now_sentence(self.local_time(now))}"

    def _phone_sentence(self) -> str:
        reception = self.reception
        if reception.phone:
            return f"Numret till {reception.name} är {reception.phone}."
        return f"Leta efter numret till {reception.name} på {self.name}s webbplats."

    def _now_sentence(self, local: datetime) -> str:
        hours = self.reception.hours
        if self.is_staffed(local):
            return f"Just nu är det öppet, till klockan {clock(hours.closes)}."
        opening = next_opening(local, hours)
        day = day_phrase(opening.date(), local.date())
        return f"Just nu är det stängt. Det öppnar {day} klockan {clock(opening.time())}."


def load_profile(name: str, folder: Path = FOLDER) -> Profile:
    """Reads `<name>.yml`.

    Raises:
        ProfileError: there is no such profile, or something in it is not as expected.
    """
    path = folder / f"{name}.yml"
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Profile.parse_obj(content)
    except FileNotFoundError as error:
        known = ", ".join(sorted(p.stem for p in folder.glob("*.yml")))
        raise ProfileError(f"no profile {name!r}; there are: {known}") from error
    except (ValidationError, yaml.YAMLError) as error:
        raise ProfileError(f"{path.name}: {error}") from error
