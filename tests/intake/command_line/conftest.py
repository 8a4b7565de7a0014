"""The command line, with a database and keys of its own."""

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.intake.case_store import CaseStore, open_case_store
from bot.settings import Settings


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, database_url: str, key_file: Path) -> None:
    monkeypatch.setenv("VAGVISAREN_DATABASE_URL", database_url)
    monkeypatch.setenv("VAGVISAREN_KEY_FILE", str(key_file))


@pytest.fixture
def case_store(environment: None) -> CaseStore:
    """As the servers have it."""
    return open_case_store(Settings())


@pytest.fixture
def now() -> datetime:
    """The command line goes by the clock."""
    return datetime.now(timezone.utc)
