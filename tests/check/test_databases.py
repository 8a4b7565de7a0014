"""A check opens a database soon or not at all, and changes nothing in it."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.check.databases import NoDatabaseError, opened
from lab.postgres import Postgres


def test_an_open_database_answers(bare_database_url: str, kind: str) -> None:
    if kind == "sqlite":
        Path(bare_database_url.removeprefix("sqlite:///")).touch()
    with opened(bare_database_url) as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_no_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    missing = tmp_path / "folder" / "cases.sqlite"
    with pytest.raises(NoDatabaseError), opened(f"sqlite:///{missing}"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "cases.sqlite").write_text("not a database, and longer than a header of one" * 20)
    with pytest.raises(NoDatabaseError), opened(f"sqlite:///{tmp_path}/cases.sqlite"):
        pass


def test_a_server_that_does_not_answer_is_told_without_its_address() -> None:
    with (
        pytest.raises(NoDatabaseError) as told,
        opened("postgresql://vagvisaren:tulpan@127.0.0.1:1/arenden"),
    ):
        pass
    assert str(told.value) == ""
    assert told.value.__suppress_context__


def test_nothing_can_be_changed_in_a_server(postgres: Postgres) -> None:
    name = postgres.create()
    with (
        pytest.raises(DBAPIError, match="read-only transaction"),
        opened(postgres.url(name)) as connection,
    ):
        connection.execute(text("CREATE TABLE made (id INTEGER)"))
    postgres.drop(name)
