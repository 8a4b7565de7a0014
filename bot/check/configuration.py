"""Whether the settings are fit for the public; bot/production.py knows why they would not be."""

from collections.abc import Iterator

from bot.check.results import Result, advice, fine, wrong
from bot.production import EXAMPLE, reasons
from bot.settings import Settings

PUBLIC_URL = "VAGVISAREN_PUBLIC_URL"
DATABASES = ("VAGVISAREN_DATABASE_URL", "VAGVISAREN_CONVERSATIONS_URL")


def to_do(name: str) -> str:
    """What to change, by the setting's name."""
    if name == PUBLIC_URL:
        return "sätt den till adressen med https:// som besökarna använder."
    if name in DATABASES:
        return f"sätt den till postgresql://… med ett eget lösenord i stället för {EXAMPLE}."
    return f"sätt en egen hemlighet i stället för {EXAMPLE}."


def results(is_production: bool, names: list[str]) -> Iterator[Result]:
    """A line for each setting that keeps the public out, or one for them all."""
    if not is_production:
        yield advice(
            "VAGVISAREN_PRODUCTION är inte satt, så det här räknas inte som drift.",
            "i drift, läs in driftens inställningar (deploy/.env.example) innan du kör make check.",
        )
        return
    for name in names:
        yield wrong(f"{name} duger inte i drift.", to_do(name))
    if not names:
        yield fine("Inställningarna duger i drift.")


def check(settings: Settings) -> Iterator[Result]:
    """Gathers, and tells."""
    found = [reason.split()[0] for reason in reasons(settings)] if settings.production else []
    yield from results(settings.production, found)
