"""Rights of the servers' role in PostgreSQL, where another role owns the tables.

Threat: somebody who has the servers' password for the database removes their traces. Method: the owner grants
the servers' role what it needs, and of the audit log only reading and adding. Entries that are past their
time are removed by a function of the owner's, which removes no others. Not covered: the owner and
PostgreSQL's superuser; keep their passwords away from the servers.
"""

from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.database import maintaining
from bot.intake.models import AuditEntry, tables


class NoRolesError(Exception):
    """The database is SQLite, which has no roles."""


class StillMayError(Exception):
    """The role may change the audit log whatever is granted: it owns it, or belongs to a role that does."""


def grant(engine: Engine, role: str) -> None:
    """Gives the role the servers' rights, and takes all others from it. Run it as the owner. Safe to repeat.

    Raises:
        NoRolesError: the database is SQLite.
        StillMayError: the role owns the audit log; nothing is changed.
        sqlalchemy.exc.ProgrammingError: there is no such role, or we may not grant.
    """
    if engine.dialect.name != "postgresql":
        raise NoRolesError
    quoted = engine.dialect.identifier_preparer.quote_identifier(role)
    log = AuditEntry.__tablename__
    others = ", ".join(name for name in tables.metadata.tables if name != log)
    may_all = text("SELECT pg_has_role(:role, tableowner, 'MEMBER') FROM pg_tables WHERE tablename = :log")
    with maintaining(engine) as connection:
        if connection.scalar(may_all, {"role": role, "log": log}):
            raise StillMayError
        for statement in (
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {others} TO {quoted}",
            f"GRANT SELECT, INSERT ON {log} TO {quoted}",
            f"GRANT SELECT ON alembic_version TO {quoted}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}",
            f"GRANT EXECUTE ON FUNCTION remove_old_audit(timestamptz) TO {quoted}",
        ):
            connection.execute(text(statement))
