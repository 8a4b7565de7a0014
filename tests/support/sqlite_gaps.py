"""What SQLite leaves in its file where no row is any more."""

import sqlite3
from contextlib import closing
from pathlib import Path


def leave_in_a_gap(path: Path, text: str) -> None:
    """Puts a text where SQLite leaves a row that it moved: in the file, and in no row of it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE moved (text TEXT)")
        connection.execute("INSERT INTO moved VALUES (?)", (text,))
        connection.execute("DROP TABLE moved")
        connection.commit()
    assert text.encode() in path.read_bytes()
