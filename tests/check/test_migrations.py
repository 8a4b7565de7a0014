"""Tables that do not fit the program are told, and left as they are."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.check.migrations import Tables, gather, newest_revision, results
from bot.check.results import Verdict
from bot.conversations.store import open_conversations
from bot.database import open_database
from bot.intake.migrations import migrate
from bot.settings import Settings


@pytest.fixture
def settings(bare_database_url: str) -> Settings:
    """Both databases are one here; tables of two names do not mind."""
    return Settings(database_url=bare_database_url, conversations_url=bare_database_url)


def verdicts(tables: Tables) -> list[Verdict]:
    return [each.verdict for each in results(tables)]


def test_tables_of_this_version_are_in_order(settings: Settings) -> None:
    migrate(open_database(settings.database_url))
    open_conversations(settings)
    assert verdicts(gather(settings)) == [Verdict.FINE, Verdict.FINE]


@pytest.mark.parametrize("revision", ["0001", "base"])
def test_older_tables_are_told_and_not_brought_up_to_date(settings: Settings, revision: str) -> None:
    engine = open_database(settings.database_url)
    migrate(engine)
    if revision == "base":
        migrate(engine, revision)
    else:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    before = inspect(engine).get_table_names()
    found = gather(settings)
    assert found.cases == (("0001",) if revision == "0001" else ())
    assert verdicts(found) == [Verdict.WRONG, Verdict.WRONG]
    assert inspect(engine).get_table_names() == before


def test_tables_newer_than_the_program_are_told() -> None:
    assert verdicts(Tables("0003", ("0004",), True)) == [Verdict.WRONG, Verdict.FINE]


def test_a_database_that_does_not_answer_hinders_not_the_other(tmp_path: Path) -> None:
    settings = Settings(
        database_url="postgresql://127.0.0.1:1/nowhere",
        conversations_url=f"sqlite:///{tmp_path}/conversations.sqlite",
    )
    open_conversations(settings)
    first, second = results(gather(settings))
    assert (first.verdict, second.verdict) == (Verdict.WRONG, Verdict.FINE)
    assert first.text.startswith("Ärendenas databas svarar inte.")


def test_the_newest_revision_is_that_of_the_last_file() -> None:
    files = sorted((Path(__file__).parents[2] / "bot/intake/migrations/versions").glob("*.py"))
    assert newest_revision() == files[-1].name.partition("_")[0]
