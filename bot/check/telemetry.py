"""Whether Rasa tells its maker nothing: it does, unless it is told not to.

Every Python of the environment is told (scripts/setup.sh), and so is every server when it is started.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from bot.check.processes import PROC, TELEMETRY, Kind, running, telemetry
from bot.check.results import Result, advice, fine, wrong
from bot.settings import Settings

OFF = "false"
RESTART = f"sätt {TELEMETRY}={OFF} där Rasa startas, och starta om."


@dataclass(frozen=True)
class Telemetry:
    """What is said here, what was said when this Python was started, and of each Rasa; None: not seen."""

    here: str
    at_start: str | None
    rasas: tuple[str | None, ...]

    @property
    def is_always_off(self) -> bool:
        """Whether this environment's Python turns it off by itself, whatever it was told."""
        return self.here == OFF != self.at_start


def gather() -> Telemetry:
    """Looks at this process, and at the Rasa servers that run."""
    rasas = tuple(each.telemetry for each in running() if each.kind is Kind.RASA)
    return Telemetry(os.environ.get(TELEMETRY, ""), telemetry(PROC / "self"), rasas)


def results(found: Telemetry) -> Iterator[Result]:
    """A line for the environment, and one for the servers."""
    if found.here == OFF:
        yield fine("Rasas telemetri är av i den här miljön.")
    else:
        yield wrong("Rasas telemetri är inte avstängd i den här miljön.", "kör make setup igen.")
    if not found.rasas:
        yield advice("Ingen Rasa-process syns här, så dess telemetri gick inte att se.", "kör där Rasa körs.")
    elif None in found.rasas:
        yield advice("Rasas processer får inte läsas av dig.", "kör som tjänstens användare.")
    elif set(found.rasas) == {OFF}:
        yield fine("Telemetrin är av i varje Rasa som körs.")
    elif found.is_always_off:
        yield advice("En Rasa är startad utan att telemetrin stängdes av, men miljön gör det.", RESTART)
    else:
        yield wrong("Telemetrin är inte avstängd i varje Rasa som körs.", RESTART)


def check(_: Settings) -> Iterator[Result]:
    """Gathers, and tells."""
    yield from results(gather())
