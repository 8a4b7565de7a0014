"""The municipality of each account, case, message not understood and audit entry.

Existing rows belong to the municipality that is served first: until now there was only one. It is also the
columns' default, for rows that processes of the earlier version still insert during a rolling upgrade.
"""

import sqlalchemy as sa
from alembic import op

from bot.intake.migrations import SeveralMunicipalitiesError
from bot.municipality import load_profiles
from bot.settings import Settings

revision = "0004"
down_revision = "0003"

OWNED = ("staff", "cases", "not_understood")
KEY = sa.String(40)


def upgrade() -> None:
    """Adds the columns.

    Raises:
        ProfileError: the settings name a municipality that has no profile.
    """
    first = load_profiles(Settings().municipalities).first.key
    for table in OWNED:
        op.add_column(table, sa.Column("municipality", KEY, nullable=False, server_default=first))
    op.add_column("audit", sa.Column("municipality", KEY, server_default=first))


def downgrade() -> None:
    """Removes them.

    Raises:
        SeveralMunicipalitiesError: several municipalities' data would be mixed.
    """
    owners: set[str] = set()
    for table in (*OWNED, "audit"):
        owner = sa.table(table, sa.column("municipality", KEY)).c.municipality
        found = op.get_bind().execute(sa.select(owner).where(owner.is_not(None)).distinct())
        owners.update(found.scalars())
    if len(owners) > 1:
        raise SeveralMunicipalitiesError
    for table in (*OWNED, "audit"):
        op.drop_column(table, "municipality")
