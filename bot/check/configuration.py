"""Checks that the settings are safe in production, by the rules in bot/run/production.py."""

from collections.abc import Iterable, Iterator, Mapping

from bot.check.results import Result, advice, fine, wrong
from bot.run.production import EXAMPLE, Kind, Reason, reasons
from bot.settings import Settings

TO_DO: Mapping[Kind, str] = {
    Kind.EXAMPLE_LEFT: f"skriv er egen hemlighet där det står {EXAMPLE}.",
    Kind.PLAIN_PUBLIC_URL: "sätt den till adressen med https:// som besökarna använder.",
    Kind.SHARED_SQLITE: "sätt den till postgresql://…, för flera servrar kan inte dela på SQLite.",
    Kind.OPEN_REDIS: "sätt den till samma som requirepass i Redis, som annars släpper in vem som helst.",
    Kind.INCOMPLETE_OIDC: "fyll i, för inloggning med kommunens konto (OpenID Connect) behöver alltihop.",
    Kind.PLAIN_ISSUER: "sätt den till leverantörens adress med https://, för den avgör vem som släpps in.",
    Kind.SHARED_GROUP: "ange en annan grupp än administratörernas, för ingen får vara i båda.",
    Kind.NO_WAY_IN: (
        "sätt den till true, eller fyll i raderna som börjar med VAGVISAREN_OIDC_, "
        "för annars kan ingen logga in på skrivbordet."
    ),
}


def results(is_production: bool, reasons: Iterable[Reason]) -> Iterator[Result]:
    """A result for each reason why the settings are unsafe, or one if there is none."""
    if not is_production:
        yield advice(
            "VAGVISAREN_PRODUCTION är inte satt, så det här räknas inte som drift.",
            "i drift, läs in driftens inställningar (deploy/.env.example) innan du kör make check.",
        )
        return
    found = [
        wrong(f"{', '.join(reason.settings)} duger inte i drift.", TO_DO[reason.kind]) for reason in reasons
    ]
    yield from found or [fine("Inställningarna duger i drift.")]


def check(settings: Settings) -> Iterator[Result]:
    """Checks the settings of this process."""
    yield from results(settings.production, reasons(settings))
