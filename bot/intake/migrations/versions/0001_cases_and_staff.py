"""Cases, their messages, staff, desk sessions, attempts and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
KEPT_YEARS = 2

SQLITE_TRIGGERS = (
    "CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_kept BEFORE DELETE ON audit "
    f"WHEN OLD.at > datetime('now', '-{KEPT_YEARS} years') "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    # INSERT OR REPLACE deletes a row without firing the trigger above.
    "CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit "
    "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
)
POSTGRESQL_TRIGGERS = (
    f"""CREATE FUNCTION refuse_audit_change() RETURNS trigger AS $$ BEGIN
        IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '{KEPT_YEARS} years' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'audit is append-only';
    END $$ LANGUAGE plpgsql""",
    "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
)


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("sealed_totp_secret", sa.LargeBinary, nullable=False),
        sa.Column("has_proved_totp", sa.Boolean, nullable=False),
        sa.Column("last_totp_step", sa.Integer, nullable=False),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("csrf_token", sa.String(64), nullable=False),
        sa.Column(
            "staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("is_signed_in", sa.Boolean, nullable=False),
        sa.Column("active_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("label", sa.String(64), nullable=False, unique=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("is_danger", sa.Boolean, nullable=False),
        sa.Column("visitor_hash", sa.String(64), unique=True),
        sa.Column("code_hash", sa.String(64), unique=True),
        sa.Column("sealed_shared", sa.LargeBinary),
        sa.Column("sealed_contact", sa.LargeBinary),
        sa.Column("sealed_note", sa.LargeBinary),
        sa.Column("taken_by_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="SET NULL"), index=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("waiting_since", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("visitor_seen_at", MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("cases_by_state", "cases", ["state"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
        sa.Column("sender", sa.String(20), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary, nullable=False),
        sa.Column("delivery", sa.String(64), nullable=False, unique=True),
        sa.Column("sent_at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("messages_in_order", "messages", ["case_id", "id"])
    op.create_table(
        "erased_conversations",
        sa.Column("visitor_hash", sa.String(64), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("attempts_by_subject", "attempts", ["subject", "at"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    """Removes them."""
    for table in ("audit", "attempts", "erased_conversations", "messages", "cases", "desk_sessions", "staff"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
