"""Checks that the keys exist, are readable by their owner only, and decrypt the stored data.

Texts are decrypted only to see whether that works: no text leaves `_count`.
"""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import select

from bot.check.databases import NoDatabaseError, opened
from bot.check.results import Result, advice, fine, wrong
from bot.intake.rotation import SEALED_TABLES, sealed_columns
from bot.intake.vault import FixedKeys, KeyFile, Keys, KeysError, UnreadableError, Vault
from bot.settings import Settings


class Lack(Enum):
    """Why the keys cannot be used, and what to do."""

    MISSING = (
        "Nycklarna finns inte.",
        "lägg tillbaka den sparade nyckelfilen; i en ny installation görs den när webbfronten startar.",
    )
    CLOSED = ("Nycklarna får inte läsas av den som kör make check.", "kör som tjänstens användare.")
    OPEN_TO_OTHERS = ("Andra än ägaren kan läsa nycklarna.", "sätt rättigheterna till 600 (chmod 600).")
    MALFORMED = ("Nycklarna är skadade.", "lägg tillbaka de sparade nycklarna.")


@dataclass(frozen=True)
class Tried:
    """How many stored texts the keys decrypt, and how many they do not."""

    opened: int
    closed: int


def find(settings: Settings) -> Keys | Lack:
    """The keys from the environment or the file, which is not created here."""
    try:
        if settings.keys:
            return Keys.parse(settings.keys.get_secret_value())
        if stat.S_IMODE(settings.key_file.stat().st_mode) & 0o077:
            return Lack.OPEN_TO_OTHERS
        return KeyFile(settings.key_file).keys()
    except FileNotFoundError:
        return Lack.MISSING
    except PermissionError:
        return Lack.CLOSED
    except KeysError:
        return Lack.MALFORMED


def _count(vault: Vault, sealed: list[bytes]) -> Tried:
    closed = 0
    for each in sealed:
        try:
            vault.open(each)
        except UnreadableError:
            closed += 1
    return Tried(len(sealed) - closed, closed)


def try_on(url: str, keys: Keys) -> Tried | None:
    """Decrypts the oldest text of every encrypted column: a lost key shows there first."""
    try:
        with opened(url) as connection:
            sealed = []
            for table in SEALED_TABLES:
                for column in map(table.__table__.columns.get, sealed_columns(table)):
                    oldest = select(column).where(column.is_not(None)).order_by(table.id).limit(1)
                    sealed += connection.scalars(oldest).all()
    except NoDatabaseError:
        return None
    return _count(Vault(FixedKeys(keys)), sealed)


def results(found: Keys | Lack, tried: Tried | None, *, in_file: bool) -> Iterator[Result]:
    """A result for the keys, and one for what they decrypt."""
    if isinstance(found, Lack):
        yield wrong(*found.value)
        return
    where = ", och bara ägaren kan läsa dem" if in_file else " i miljön"
    yield fine(f"Nycklarna finns{where}.")
    if tried is None:
        yield advice("Databasen svarar inte, så nycklarna kunde inte provas.", "starta den, och kör igen.")
    elif tried.closed:
        yield wrong(
            "Nycklarna öppnar inte allt som är sparat.",
            "lägg tillbaka de nycklar som det förseglades med; make rotate-keys räknar vad som inte går.",
        )
    elif tried.opened:
        yield fine("Nycklarna öppnar det som är sparat.")
    else:
        yield fine("Inget är sparat än, så nycklarna har inget att öppna.")


def check(settings: Settings) -> Iterator[Result]:
    """Finds the keys, tries them, and judges the outcome."""
    found = find(settings)
    tried = try_on(settings.database_url, found) if isinstance(found, Keys) else None
    yield from results(found, tried, in_file=settings.keys is None)
