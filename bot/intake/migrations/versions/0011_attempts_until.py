"""How long an attempt at a secret counts, which differs between kinds.

The table is made anew, as SQLite cannot rename every column: attempts counted for a minute only.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Stores when an attempt stops counting."""
    _make("until")


def downgrade() -> None:
    """Stores when it was made."""
    _make("at")


def _make(moment: str) -> None:
    op.drop_index("attempts_by_subject", "attempts")
    op.drop_table("attempts")
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column(moment, sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("attempts_by_subject", "attempts", ["subject", moment])
