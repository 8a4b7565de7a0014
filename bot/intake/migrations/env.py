"""Alembic's entry point: runs the migrations on the connection it is given."""

from alembic import context
from sqlalchemy import text

from bot.intake.models import tables

ONE_AT_A_TIME = 7_214_902
"""The number of PostgreSQL's advisory lock for migrating: any, but the same in all our processes."""

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
context.configure(
    connection=connection, target_metadata=tables.metadata, render_as_batch=True, compare_type=True
)
context.run_migrations()
