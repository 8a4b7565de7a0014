"""Access to the cases: transactions and the vault, opened once from the settings."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.database import Transaction, open_database, transactions
from bot.intake.migrations import migrate
from bot.intake.rotation import SEALED_TABLES
from bot.intake.vault import FixedKeys, KeyFile, Keys, Vault
from bot.settings import Settings


@dataclass(frozen=True)
class CaseStore:
    """The database of the cases, and the keys to what is encrypted in it."""

    transaction: Transaction
    vault: Vault


def open_case_store(settings: Settings) -> CaseStore:
    """Opens and migrates the database, and finds the keys.

    Raises:
        KeysError: the keys are missing or malformed, or others may read them.
    """
    engine = open_database(settings.database_url)
    migrate(engine)
    transaction = transactions(engine)
    source = _keys(settings, transaction)
    source.keys()
    return CaseStore(transaction, Vault(source))


def _keys(settings: Settings, transaction: Transaction) -> FixedKeys | KeyFile:
    """The keys. A key file is made only for an empty database: new keys could not decrypt what is there."""
    if settings.keys:
        return FixedKeys(Keys.parse(settings.keys.get_secret_value()))
    file = KeyFile(settings.key_file)
    if not file.path.exists():
        with transaction() as session:
            is_new = all(session.scalar(select(table.id).limit(1)) is None for table in SEALED_TABLES)
        if is_new:
            file.make()
    return file
