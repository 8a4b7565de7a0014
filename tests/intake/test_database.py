"""Databases as others have set them up."""

from sqlalchemy import text

from bot.database import open_database, transactions
from lab.postgres import Postgres


def test_swedish_letters_are_kept_also_where_the_server_has_no_language(postgres: Postgres) -> None:
    name = postgres.create("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    engine = open_database(postgres.url(name))
    with transactions(engine)() as session:
        session.execute(text("CREATE TABLE words (word TEXT)"))
        session.execute(text("INSERT INTO words VALUES (:word)"), {"word": "Ärende Åsa 🙂"})
    with transactions(engine)() as session:
        assert session.execute(text("SELECT word FROM words")).all() == [("Ärende Åsa 🙂",)]
    engine.dispose()
    postgres.drop(name)
