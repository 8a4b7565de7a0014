"""A backup brings the cases back to who has the keys, and nothing past its time, or changes nothing."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.database import open_database
from bot.intake.case_store import open_case_store
from bot.intake.migrations import migrate
from bot.intake.vault import FixedKeys, Vault, new_keys
from bot.settings import ROOT
from lab.postgres import Postgres
from tests.support.backups import DAYS, WRITTEN, Installation, closed, open_case, read


@pytest.fixture
def here(postgres: Postgres, tmp_path: Path) -> Iterator[Installation]:
    name = postgres.create()
    (tmp_path / "backups").mkdir()
    yield Installation(tmp_path, postgres.url(name))
    postgres.drop(name)


@pytest.fixture
def elsewhere(postgres: Postgres, here: Installation) -> Iterator[Installation]:
    """A new machine with an empty database, to which the same keys have been brought."""
    name = postgres.create()
    yield Installation(here.folder, postgres.url(name))
    postgres.drop(name)


def test_what_was_written_before_is_read_after_by_who_has_the_keys_and_by_nobody_else(
    here: Installation, elsewhere: Installation
) -> None:
    number = open_case(here)
    backup = here.back_up()
    assert WRITTEN.encode() not in backup.read_bytes()
    elsewhere.restore(backup)
    assert WRITTEN in read(elsewhere, number)
    assert elsewhere.stored() == here.stored()
    without_the_keys = read(elsewhere, number, Vault(FixedKeys(new_keys())))
    assert len(without_the_keys) == len(read(here, number)) and WRITTEN not in without_the_keys
    open_case(elsewhere, "another-visitor-after-the-restore")  # it goes on, with numbers nobody has had


def test_a_restored_installation_can_be_backed_up_and_restored_as_any_other(
    here: Installation, elsewhere: Installation
) -> None:
    open_case(here)
    elsewhere.restore(here.back_up())
    again = elsewhere.back_up()
    here.restore(again, "overwrite")
    assert here.stored() == elsewhere.stored()


def test_what_was_past_its_time_at_the_restore_is_gone(here: Installation, elsewhere: Installation) -> None:
    old = open_case(here, "old", days_ago=61)
    quiet = open_case(here, "quiet", days_ago=15, contact="0700000000")
    new = open_case(here, "new")
    elsewhere.restore(here.back_up())
    assert read(elsewhere, old) == []
    assert WRITTEN in read(elsewhere, quiet) and WRITTEN in read(elsewhere, new)
    engine = open_database(elsewhere.database_url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, sealed_contact FROM cases ORDER BY id").all()
    engine.dispose()
    assert rows == [(quiet, None), (new, None)]


def test_a_backup_of_an_earlier_version_gets_the_tables_of_this_one(
    here: Installation, elsewhere: Installation
) -> None:
    number = open_case(here)
    engine = open_database(here.database_url)
    migrate(engine, "0002")
    engine.dispose()
    backup = here.back_up()
    open_case(elsewhere, "who-goes-when-it-is-overwritten")
    elsewhere.restore(backup, "overwrite")
    assert WRITTEN in read(elsewhere, number)
    assert read(elsewhere, number + 1) == []
    open_case(elsewhere, "who-comes-after")


def test_a_database_with_rows_is_not_restored_over_unless_that_is_said(here: Installation) -> None:
    open_case(here)
    backup = here.back_up()
    later = open_case(here, "later")
    before = here.stored()
    for wrong in ([], ["yes"], ["overwrite", "overwrite"]):
        assert "overwrite" in here.refuses("restore.sh", backup, *wrong)
        assert here.stored() == before
    here.restore(backup, "overwrite")
    assert read(here, later) == []


def test_a_database_that_a_server_is_using_is_not_restored_over(here: Installation) -> None:
    open_case(here)
    backup, before = here.back_up(), here.stored()
    case_store = open_case_store(here.settings)  # which keeps a connection, as the front does
    assert "stop the front first" in here.refuses("restore.sh", backup, "overwrite")
    closed(case_store)
    assert here.stored() == before


@pytest.mark.parametrize("left", ["nothing", "a few bytes", "half", "all but the last byte"])
def test_a_backup_that_was_cut_off_is_refused_and_changes_nothing(here: Installation, left: str) -> None:
    open_case(here)
    backup, before = here.back_up(), here.stored()
    size = backup.stat().st_size
    kept = {"nothing": 0, "a few bytes": 20, "half": size // 2, "all but the last byte": size - 1}[left]
    os.truncate(backup, kept)
    assert "not a whole backup" in here.refuses("restore.sh", backup, "overwrite")
    assert here.stored() == before


def test_the_backup_of_something_else_is_refused(
    postgres: Postgres, here: Installation, elsewhere: Installation
) -> None:
    open_case(here)
    before = here.stored()
    other = elsewhere.back_up()  # of a database without our tables
    assert "holds no cases" in here.refuses("restore.sh", other, "overwrite")
    assert here.stored() == before


def test_without_the_keys_nothing_is_restored(here: Installation, elsewhere: Installation) -> None:
    open_case(here)
    backup = here.back_up()
    assert "no keys" in elsewhere.refuses("restore.sh", backup, keys=here.folder / "lost")
    assert elsewhere.stored() == []


def test_a_backup_is_one_file_with_its_moment_in_its_name_for_its_owner_alone(here: Installation) -> None:
    open_case(here)
    backup = here.back_up()
    assert list(here.backups.iterdir()) == [backup]
    made = datetime.strptime(backup.name, "vagvisaren-%Y-%m-%dT%H%M%SZ.dump").replace(tzinfo=timezone.utc)
    assert abs(datetime.now(timezone.utc) - made) < timedelta(minutes=1)
    assert backup.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["keys", "keys/below", "."])
def test_backups_and_keys_are_never_copied_along_with_each_other(here: Installation, where: str) -> None:
    open_case(here)
    folder = here.folder / where
    folder.mkdir(exist_ok=True)
    before = sorted(folder.iterdir())
    assert "apart" in here.refuses("backup.sh", folder, DAYS)
    link = here.folder / "link"
    link.symlink_to(folder)
    assert "apart" in here.refuses("backup.sh", link, DAYS)
    link.unlink()
    assert sorted(folder.iterdir()) == before


def test_backups_past_their_days_are_removed_and_nothing_else_is_also_when_no_new_one_can_be_made(
    here: Installation,
) -> None:
    open_case(here)
    ages = {"vagvisaren-old.dump": 7.1, "vagvisaren-new.dump": 6.9, "somebody else's": 400.0}
    for name, days in ages.items():
        path = here.backups / name
        path.touch()
        then = (datetime.now() - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
    gone = Installation(here.folder, here.database_url.replace("host=", "host=/nowhere"))
    assert gone.run("backup.sh", here.backups, DAYS).returncode != 0
    kept = {path.name for path in here.backups.iterdir()}
    assert kept == {"vagvisaren-new.dump", "somebody else's"}
    shutil.rmtree(here.backups)


@pytest.mark.parametrize("days", ["", "0", "-1", "7d", "sju"])
def test_a_backup_without_an_end_is_not_made(here: Installation, days: str) -> None:
    assert "DAYS" in here.refuses("backup.sh", here.backups, days)
    assert list(here.backups.iterdir()) == []


def test_the_password_is_on_no_command_line(here: Installation, tmp_path: Path) -> None:
    """Everybody on the machine can read those."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "pg_dump").write_text('#!/bin/sh\necho "$PGPASSWORD" "$@" >&2\nexit 1\n')
    (programs / "pg_dump").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "VAGVISAREN_DATABASE_URL": "postgresql://us:h%40mlig%2F@localhost:5432/arenden",
        "VAGVISAREN_KEY_FILE": str(tmp_path / "keys/keys"),
    }
    command: list[str | Path] = [ROOT / "deploy/backup.sh", here.backups, DAYS]
    asked = subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr
    assert asked.startswith("h@mlig/ ")
    assert "--dbname=postgresql://us@localhost:5432/arenden " in asked
    assert "mlig" not in asked.removeprefix("h@mlig/")
