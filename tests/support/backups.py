"""A machine with cases that are backed up, and another to which they are brought."""

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.database import open_database, transactions
from bot.intake import cases, messages, visits
from bot.intake.case_store import CaseStore, open_case_store
from bot.intake.cases import HandOver
from bot.intake.vault import KeyFile, Vault
from bot.settings import ROOT, Settings
from lab.postgres import binaries
from tests.intake.conftest import everything_stored

VISITOR = "the-visitor-whose-case-it-is-0001"
WRITTEN = "Ring mig inte hemma"
DAYS = "7"


@dataclass
class Installation:
    """A machine: its folder, and the database it writes to."""

    folder: Path
    database_url: str

    @property
    def settings(self) -> Settings:
        return Settings(database_url=self.database_url, key_file=self.folder / "keys/keys")

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def run(
        self, script: str, *arguments: object, keys: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """One of deploy's scripts, with the settings that the servers have."""
        environment = {
            **os.environ,
            "PATH": f"{binaries()}:{os.environ['PATH']}",
            "VAGVISAREN_DATABASE_URL": self.database_url,
            "VAGVISAREN_KEY_FILE": str(keys or self.settings.key_file),
        }
        command: list[str | Path] = [ROOT / "deploy" / script, *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def back_up(self) -> Path:
        done = self.run("backup.sh", self.backups, DAYS)
        assert (done.returncode, done.stderr) == (0, "")
        return Path(done.stdout.strip())

    def refuses(self, script: str, *arguments: object, **more: Path) -> str:
        """What it says when it does not do it, in one line that is meant to be read."""
        done = self.run(script, *arguments, **more)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr.splitlines()[-1]

    def restore(self, *arguments: object) -> None:
        done = self.run("restore.sh", *arguments)
        assert (done.returncode, done.stderr) == (0, ""), done

    def stored(self) -> list[str]:
        """Every row there is, as the database has it."""
        engine = open_database(self.database_url)
        found = everything_stored(engine)
        engine.dispose()
        return sorted(found)


def closed(case_store: CaseStore) -> None:
    """As if the server that had it were stopped."""
    with case_store.transaction() as session:
        engine: Engine = session.get_bind()
    engine.dispose()


def open_case(here: Installation, token: str = VISITOR, days_ago: int = 0, contact: str | None = None) -> int:
    """A message that was left; returns the case's number."""
    case_store, then = open_case_store(here.settings), datetime.now(timezone.utc) - timedelta(days=days_ago)
    with case_store.transaction() as session:
        asked = HandOver("eskilstuna", is_live=False, contact=contact)
        case = cases.open_case(session, case_store.vault, token, asked, then)
        visits.write(session, case_store.vault, token, ("1", WRITTEN), then)
    closed(case_store)
    return int(case.id)


def read(at: Installation, number: int, vault: Vault | None = None) -> list[str]:
    """What the case's lines say to who has these keys."""
    engine = open_database(at.database_url)
    try:
        with transactions(engine)() as session:
            opener = vault or Vault(KeyFile(at.settings.key_file))
            return [line.text for line in messages.after(session, opener, number, 0)]
    finally:
        engine.dispose()
