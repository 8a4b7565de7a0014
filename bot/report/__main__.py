"""`make report YEAR=2026 MUNICIPALITY=eskilstuna`: writes the report to files, and prints their paths."""

import sys
from datetime import datetime, timezone

from bot.intake.case_store import open_case_store
from bot.intake.vault import KeysError
from bot.municipality import Profile, ProfileError, Profiles, UnknownMunicipalityError, load_profiles
from bot.report import report
from bot.report.report import BadYearError
from bot.settings import ROOT, Settings

FOLDER = ROOT / "results"
EXCEL = "utf-8-sig"
"""Spreadsheet programs assume Latin-1 if the file has no byte order mark."""


def _chosen(served: Profiles, named: str) -> Profile:
    if not named and served.only is None:
        raise UnknownMunicipalityError(f"Skriv vilken kommun: MUNICIPALITY={' eller '.join(served)}.")
    if named and named not in list(served):
        raise UnknownMunicipalityError(f"{named} finns inte här. De som finns: {', '.join(served)}.")
    return served[named] if named else served.first


def main(year: str, municipality: str) -> int:
    """Writes both files; returns the exit code."""
    settings = Settings()
    try:
        profile = _chosen(load_profiles(settings.municipalities), municipality)
        today = profile.local_time(datetime.now(timezone.utc)).date()
        wanted = report.read_year(year, today)
        case_store = open_case_store(settings)
    except (BadYearError, KeysError, ProfileError, UnknownMunicipalityError) as error:
        print(error, file=sys.stderr)
        return 2
    with case_store.transaction() as session:
        found = report.of(session, profile, wanted, today)
    FOLDER.mkdir(exist_ok=True)
    page = FOLDER / f"rapport-{profile.key}-{wanted}.html"
    values = page.with_suffix(".csv")
    page.write_text(found.page(), encoding="utf-8")
    values.write_text(found.values(), encoding=EXCEL, newline="")
    print(f"Rapporten finns i {page}\noch som tabell i {values}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*[*sys.argv[1:], "", ""][:2]))
