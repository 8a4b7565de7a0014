"""What kind of danger a case is about."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds the column; of earlier cases no kind is known."""
    op.add_column("cases", sa.Column("sealed_danger_kind", sa.LargeBinary))


def downgrade() -> None:
    """Removes it, with the kinds."""
    op.drop_column("cases", "sealed_danger_kind")
