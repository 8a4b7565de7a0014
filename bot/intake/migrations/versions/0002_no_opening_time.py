"""Drops the time when a case was opened, which nothing uses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Removes the column."""
    op.drop_column("cases", "opened_at")


def downgrade() -> None:
    """Brings the column back, empty for the cases there are."""
    op.add_column("cases", sa.Column("opened_at", sa.DateTime(timezone=True)))
