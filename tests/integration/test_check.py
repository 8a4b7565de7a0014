"""`make check` on a whole installation: it is in order, but for what this one cannot have."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.check import answers, clock
from bot.check.results import Verdict
from bot.municipality.answers import answers_for
from bot.municipality.sources import documents
from bot.review import reviews
from bot.settings import ROOT
from bot.version import VERSION
from lab.production import PASSWORD, Production, production

NOT_HERE = {
    "[fel]   Eskilstuna kommun: mottagningens telefonnummer är inte satt.",  # no source gives it
    "[fel]   publiccode.yml: ägare och kontakt är inte ifyllda.",
    "[fel]   SECURITY.md: ägare och kontakt är inte ifyllda.",
    "[råd]   Eskilstuna kommun: bara vår egen sida får visa chatten.",
    "[råd]   Den publika adressens certifikat går ut",  # it lasts a day
}

AS_THE_MACHINE_HAS_IT = f"[råd]   {clock.UNSYNCHRONISED}"


@pytest.fixture(scope="module")
def installation() -> Iterator[Production]:
    with production() as running:
        run(running, "bot.intake", "staff", "add", "anna", "handläggare")  # something sealed
        yield running


def run(installation: Production, *arguments: str) -> subprocess.CompletedProcess[str]:
    trusted = {"SSL_CERT_FILE": str(installation.folder / "fullchain.pem")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**installation.environment, **trusted},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def due_for_review() -> list[str]:
    """What is said of the answers, which depends on the day."""
    today = datetime.now().astimezone().date()
    said = answers.results(reviews.gather(answers_for("eskilstuna"), documents()), today)
    return [str(each) for each in said if each.verdict is not Verdict.FINE]


def test_an_installation_is_in_order_but_for_what_a_test_cannot_have(installation: Production) -> None:
    checked = run(installation, "bot.check")
    lines = checked.stdout.splitlines()
    passed_over = ("[ok] ", AS_THE_MACHINE_HAS_IT)
    others = [line for line in lines if not line.startswith(passed_over) and line not in due_for_review()]
    assert {next((each for each in NOT_HERE if line.startswith(each)), line) for line in others} == NOT_HERE
    assert lines[0] == f"[ok]    Vägvisaren är version {VERSION}."
    for promised in (
        "PostgreSQL för samtalen är version",
        "Redis är version 7.",
        "Inställningarna duger i drift.",
        "Ärendenas tabeller hör till den här versionen.",
        "Samtalens tabell finns.",
        "Nycklarna öppnar det som är sparat.",
        "Databasens klocka går som den här datorns.",
        "Den publika adressens klocka går som den här datorns.",
        "Telemetrin är av i varje Rasa som körs.",
        "Ingen annan dator når Rasa, åtgärdsservrarna, webbfronten eller databaserna här.",
        "Utan https lämnas inget ut.",
        "Webbläsare får veta att de alltid ska använda https (HSTS).",
        "Webbfronten är redo.",
        "Rasa svarar.",
        "Modellen är tränad på de här svaren.",
    ):
        assert any(line.startswith(f"[ok]    {promised}") for line in lines), promised
    assert checked.returncode == 1
    assert checked.stderr == ""


def test_what_goes_wrong_is_told_and_no_secret_with_it(installation: Production) -> None:
    keys = installation.folder / "keys"
    secrets = [PASSWORD, str(installation.folder), *keys.read_text().split()]
    keys.chmod(0o644)
    try:
        checked = run(installation, "bot.check")
    finally:
        keys.chmod(0o600)
    assert "[fel]   Andra än ägaren kan läsa nycklarna." in checked.stdout
    assert "[ok]    Rasa svarar." in checked.stdout
    assert [secret for secret in secrets if secret in checked.stdout + checked.stderr] == []
