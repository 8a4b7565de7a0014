"""Checks a running installation and prints the results: `python -m bot.check`, or `make check`."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from pydantic import ValidationError

from bot.check import (
    answering,
    answers,
    clock,
    configuration,
    contacts,
    keys,
    migrations,
    model,
    ports,
    profile,
    public_address,
    telemetry,
    version,
    versions,
)
from bot.check.results import Result, Verdict, some, wrong
from bot.settings import Settings

Check = Callable[[Settings], Iterable[Result]]

CHECKS: Mapping[str, Check] = {
    "Versionen": version.check,
    "Versionerna": versions.check,
    "Inställningarna": configuration.check,
    "Tabellerna": migrations.check,
    "Nycklarna": keys.check,
    "Klockorna": clock.check,
    "Telemetrin": telemetry.check,
    "Portarna": ports.check,
    "Den publika adressen": public_address.check,
    "Servrarna": answering.check,
    "Modellen": model.check,
    "Kontakterna": contacts.check,
    "Kommunens profil": profile.check,
    "Svaren": answers.check,
}


def results(settings: Settings, checks: Mapping[str, Check]) -> Iterator[Result]:
    """The results of all checks; one that fails with an error is reported by name, and the others continue.

    The error's message is not printed, because it may contain a database address with its password.
    """
    for name, check in checks.items():
        try:
            yield from check(settings)
        except Exception as error:
            yield wrong(
                f"{name} kunde inte kontrolleras ({type(error).__name__}).", "rätta övriga fel, och kör igen."
            )


def main() -> int:
    """Prints a line for each result; returns the exit code."""
    try:
        settings = Settings()
    except ValidationError as error:
        names = [f"VAGVISAREN_{each['loc'][0]}".upper() for each in error.errors()]
        print(wrong(f"Inställningar kan inte läsas: {some(names)}.", "rätta dem, se bot/settings.py."))
        return 1
    code = 0
    for result in results(settings, CHECKS):
        print(result, flush=True)
        code |= result.verdict is Verdict.WRONG
    return code


if __name__ == "__main__":
    sys.exit(main())
