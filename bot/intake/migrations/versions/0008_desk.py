"""What the desk knows: the kind of danger in a case, when a session began, and who has a case open."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds them; of earlier cases no kind is known, and earlier sessions begin when they are next used."""
    op.add_column("cases", sa.Column("sealed_danger_kind", sa.LargeBinary))
    op.add_column("desk_sessions", sa.Column("began_at", sa.DateTime(timezone=True)))
    op.create_table(
        "case_readers",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Removes them."""
    op.drop_table("case_readers")
    op.drop_column("desk_sessions", "began_at")
    op.drop_column("cases", "sealed_danger_kind")
