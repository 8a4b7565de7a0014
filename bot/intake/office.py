"""What everything that touches cases needs: transactions and the vault, made once from the settings."""

from dataclasses import dataclass

from bot.intake.database import Transaction, migrate, open_database, transactions
from bot.intake.vault import FixedKeys, KeyFile, Keys, Vault
from bot.settings import Settings


@dataclass(frozen=True)
class Office:
    """The database, and the keys to what is in it."""

    transaction: Transaction
    vault: Vault


def open_office(settings: Settings) -> Office:
    """Opens the database, brings its tables up to date, and finds the keys.

    Raises:
        KeysError: the keys are malformed, or others may read them.
    """
    keys = settings.keys
    source = FixedKeys(Keys.parse(keys.get_secret_value())) if keys else KeyFile(settings.key_file)
    source.keys()
    engine = open_database(settings.database_url)
    migrate(engine)
    return Office(transactions(engine), Vault(source))
