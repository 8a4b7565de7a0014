"""Checks that Rasa sends no telemetry to its maker, which it does by default.

Its environment's Python turns telemetry off, whatever the setting (scripts/setup.sh), and every server is
started with telemetry turned off.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.check.installed import ask
from bot.check.processes import TELEMETRY, Kind, running
from bot.check.results import Result, advice, fine, wrong
from bot.run.environments import Environment
from bot.settings import Settings

OFF = "false"
RESTART = f"sätt {TELEMETRY}={OFF} där Rasa startas, och starta om."


@dataclass(frozen=True)
class Telemetry:
    """The setting in effect in Rasa's environment, and that of each running Rasa; None: unknown."""

    environment: str | None
    rasas: tuple[str | None, ...]


def gather() -> Telemetry:
    """Asks Rasa's environment, and reads the settings of running Rasa servers."""
    rasa = ask(Environment.RASA)
    rasas = tuple(each.telemetry for each in running() if each.kind is Kind.RASA)
    return Telemetry(rasa.telemetry if rasa else None, rasas)


def results(found: Telemetry) -> Iterator[Result]:
    """A result for the environment, if it is installed here, and one for the servers."""
    is_always_off = found.environment == OFF
    if is_always_off:
        yield fine("Rasas miljö stänger själv av telemetrin.")
    elif found.environment is not None:
        yield wrong(
            "Rasas miljö stänger inte själv av telemetrin.", "installera om med make setup-production."
        )
    if not found.rasas:
        yield advice(
            "Ingen Rasa-process syns här, så dess telemetri gick inte att se.",
            f"starta Rasa; i en egen container, se att {TELEMETRY} är {OFF} i den.",
        )
    elif None in found.rasas:
        yield advice("Rasas processer får inte läsas av dig.", "kör som tjänstens användare.")
    elif set(found.rasas) == {OFF}:
        yield fine("Telemetrin är av i varje Rasa som körs.")
    elif is_always_off:
        yield advice("En Rasa är startad utan att telemetrin stängdes av, men miljön gör det.", RESTART)
    else:
        yield wrong("Telemetrin är inte avstängd i varje Rasa som körs.", RESTART)


def check(_: Settings) -> Iterator[Result]:
    """Reads the settings, and judges them."""
    yield from results(gather())
