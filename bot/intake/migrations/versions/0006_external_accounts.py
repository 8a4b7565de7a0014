"""Accounts of people who sign in at the municipality's identity provider.

A column is added and none is changed: for a change SQLite would recreate the table, and dropping the old one
would cascade to the sessions and to who has which case.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the column that identifies such a person; existing accounts have none."""
    op.add_column("staff", sa.Column("external_id", sa.String(64)))
    op.create_index("staff_by_external_id", "staff", ["external_id"], unique=True)


def downgrade() -> None:
    """Deletes such accounts, which an earlier version would take for local ones, and then the column."""
    staff = sa.table("staff", sa.column("external_id"))
    op.execute(staff.delete().where(staff.c.external_id.is_not(None)))
    op.drop_index("staff_by_external_id", "staff")
    op.drop_column("staff", "external_id")
