"""Whose each account, case, message to learn from and line of the audit log is.

What there is belongs to the municipality that is served first: until now there was one.
"""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

from bot.settings import Settings

revision = "0004"
down_revision = "0003"

OWNED = ("staff", "cases", "not_understood")
KEY = sa.String(40)

# As in 0001: the audit log's lines are changed by nobody, but for this once.
SQLITE_UNCHANGED = (
    "CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
)


def upgrade() -> None:
    """Adds the columns, and fills them."""
    first = Settings().municipalities.split()[0]
    for table in OWNED:
        op.add_column(table, sa.Column("municipality", KEY, nullable=False, server_default=""))
        _fill(table, first)
    op.add_column("audit", sa.Column("municipality", KEY))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER audit_unchanged" if is_sqlite else "ALTER TABLE audit DISABLE TRIGGER USER")
    _fill("audit", first)
    op.execute(SQLITE_UNCHANGED if is_sqlite else "ALTER TABLE audit ENABLE TRIGGER USER")


def _fill(table: str, municipality: str) -> None:
    owned = sa.table(table, sa.column("municipality", KEY))
    op.execute(owned.update().values(municipality=municipality))


def downgrade() -> None:
    """Removes them.

    Raises:
        CommandError: what is several municipalities' would become everybody's.
    """
    for table in OWNED:
        owned = sa.table(table, sa.column("municipality", KEY))
        if len(op.get_bind().execute(sa.select(owned.c.municipality).distinct()).all()) > 1:
            raise CommandError(f"{table} holds several municipalities', which an earlier version would mix")
    for table in (*OWNED, "audit"):
        op.drop_column(table, "municipality")
