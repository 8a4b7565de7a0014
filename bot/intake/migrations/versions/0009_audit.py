"""What each session at the desk has read and how often it gave a wrong code, and details of audit entries.

On PostgreSQL also a function that removes old audit entries, for a role that may only add to the log.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

REMOVES_OLD = (
    """CREATE FUNCTION remove_old_audit(before timestamptz) RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH removed AS (DELETE FROM audit WHERE at < before RETURNING id) SELECT count(*) FROM removed
    $$""",
    "REVOKE EXECUTE ON FUNCTION remove_old_audit(timestamptz) FROM PUBLIC",
)
"""For a role that may not delete from the table; the trigger on it still keeps what is not two years old."""


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
    if op.get_bind().dialect.name == "postgresql":
        for statement in REMOVES_OLD:
            op.execute(statement)
    op.add_column("desk_sessions", sa.Column("wrong_codes", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    """Removes them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION remove_old_audit(timestamptz)")
    op.drop_column("desk_sessions", "wrong_codes")
    op.drop_column("audit", "detail")
    op.drop_table("readings")
