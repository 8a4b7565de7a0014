"""A municipality's profile: what is not law or national, and the phrases that express it in answers."""

import re
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, PositiveInt

from bot.municipality.parts import Colours, EnglishNames, Part, Reception, RetentionDays, Source, mistake
from bot.programme.opening_hours import clock, day_phrase, is_open, next_opening

POLICE = "Är det akut, ring 112. Du kan också ringa polisen på 114 14 och fråga efter avhopparsamordningen."
"""Where a human is, whatever the municipality. Source: polisen.se, Vill du hoppa av."""


def out_of_order_text(where_a_human_is: str) -> str:
    """What a visitor reads when something fails: where a human is, and to try again."""
    return (
        f"Just nu fungerar inte allt hos mig. {where_a_human_is}"
        "\n\nInget är ditt fel. Vänta en stund och skriv samma sak igen."
    )


def genitive(name: str) -> str:
    """The genitive of a name: unchanged after s, x and z, otherwise with an s."""
    return name if name[-1] in "sxz" else f"{name}s"


def _origin(value: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?", value):
        raise mistake("ska vara en adress utan sida, som https://www.example.se")
    return value


def _page(value: str) -> str:
    if not value.startswith("https://"):
        raise mistake("ska vara en adress som börjar med https://")
    return value


def _line_with_112(value: str) -> str:
    if "112" not in value or "{reception_contact}" not in value:
        raise mistake("ska nämna 112 och {reception_contact}")
    return value


class Profile(Part):
    """One municipality.

    `key` is the file's name. `residents` and `under_18` say, in words, whom its own document includes; None
    if no document says it. `places` are the municipality's districts and localities, and other names for
    them: who answers the self-check with one of them lives here. `report_for` is a sentence on the purpose of
    its yearly report. `sources` are its own documents, by the names that answers use. `origins` are the
    sites, besides our own, that may embed the chat. `exit_page` is where "Lämna sidan" leads. After
    `waiting_limit` minutes in the queue a visitor is shown other ways to reach somebody.
    `keeps_not_understood` says whether messages that were not understood are kept, redacted, to improve the
    assistant. `languages` are those, by their codes, in which visitors are told more than one line, each with
    the municipality's own line, or None where ours is said. `english` is what its phrases are in English.
    """

    key: str
    name: str
    genitive: str
    place: str
    programme: str
    reception: Reception
    residents: str | None = None
    places: tuple[str, ...] = ()
    under_18: str | None = None
    has_self_check: bool
    report_for: str | None = None
    sources: dict[str, Source]
    origins: tuple[Annotated[str, AfterValidator(_origin)], ...] = ()
    exit_page: Annotated[str, AfterValidator(_page)]
    waiting_limit: PositiveInt
    retention: RetentionDays
    keeps_not_understood: bool = False
    languages: dict[str, Annotated[str, AfterValidator(_line_with_112)] | None] = Field(default_factory=dict)
    colours: Colours = Colours()
    english: EnglishNames = EnglishNames()

    def local_time(self, now: datetime) -> datetime:
        """An aware datetime, in the municipality's time zone."""
        return now.astimezone(ZoneInfo(self.reception.time_zone))

    def is_staffed(self, now: datetime) -> bool:
        """Whether the reception is staffed at this moment; False if the hours are not known."""
        hours = self.reception.hours
        return hours is not None and is_open(self.local_time(now), hours)

    def phrases(self, now: datetime) -> dict[str, str]:
        """The phrases for this municipality at this moment, by their names in the answers' texts."""
        return {
            "municipality": self.name,
            "municipality_genitive": self.genitive,
            "place": self.place,
            "place_genitive": genitive(self.place),
            "programme": self.programme,
            "residents": self.residents or "",
            "reception": self.reception.name,
            "reception_phone": self._phone_sentence(),
            "reception_contact": " ".join(filter(None, [self.reception.name, self.reception.phone]))
            + ("" if self.reception.phone else f", {self.name}"),
            "reception_now": self._now_sentence(now),
            "out_of_order": self.out_of_order(),
        }

    def out_of_order(self) -> str:
        """What a visitor reads when something fails: where a human is, and to try again."""
        return out_of_order_text(self.where_a_human_is())

    def where_a_human_is(self) -> str:
        """The end of every message about a failure."""
        return f"Är det akut, ring 112. Du kan också ringa {self.reception.name}. {self._phone_sentence()}"

    def where_a_human_is_now(self, now: datetime) -> str:
        """The phone number, whether it is staffed at this moment, and what happens if it is not."""
        sentences = [self.where_a_human_is(), self._now_sentence(now)]
        if not self.is_staffed(now):
            sentences.append(self.reception.when_closed or "")
        return " ".join(filter(None, sentences))

    def _phone_sentence(self) -> str:
        reception = self.reception
        if reception.phone:
            return f"Numret till {reception.name} är {reception.phone}."
        return f"Leta efter numret till {reception.name} på {self.genitive} webbplats."

    def _now_sentence(self, now: datetime) -> str:
        hours = self.reception.hours
        if hours is None:
            return "Jag vet inte när det är öppet."
        if self.is_staffed(now):
            return f"Just nu är det öppet, till klockan {clock(hours.closes)}."
        local = self.local_time(now)
        opening = next_opening(local, hours)
        day = day_phrase(opening.date(), local.date())
        return f"Just nu är det stängt. Det öppnar {day} klockan {clock(opening.time())}."
