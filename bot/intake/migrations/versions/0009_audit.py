"""What each session at the desk has read and how often it gave a wrong code, and details of audit entries."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"


def upgrade() -> None:
    """Makes the table, and adds the columns."""
    session = sa.ForeignKey("desk_sessions.id", ondelete="CASCADE")
    case = sa.ForeignKey("cases.id", ondelete="CASCADE")
    op.create_table(
        "readings",
        sa.Column("session_id", sa.Integer, session, primary_key=True),
        sa.Column("case_id", sa.Integer, case, primary_key=True, index=True),
        sa.Column("has_held", sa.Boolean, nullable=False),
        sa.Column("has_reason", sa.Boolean, nullable=False),
    )
    op.add_column("audit", sa.Column("detail", sa.String(200)))
    op.add_column("desk_sessions", sa.Column("wrong_codes", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Removes them."""
    op.drop_column("desk_sessions", "wrong_codes")
    op.drop_column("audit", "detail")
    op.drop_table("readings")
