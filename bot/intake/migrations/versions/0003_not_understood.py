"""Messages that the assistant did not understand."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "not_understood",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("sealed_text", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Removes it."""
    op.drop_table("not_understood")
