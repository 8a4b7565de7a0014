"""Tags of return codes, by which a wrong code is known before it is hashed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the column. Codes that were given out before have no tag, and are hashed as they were."""
    op.add_column("cases", sa.Column("code_tag", sa.String(6)))
    op.create_index("ix_cases_code_tag", "cases", ["code_tag"])


def downgrade() -> None:
    """Removes it. Every code still works."""
    op.drop_index("ix_cases_code_tag", "cases")
    op.drop_column("cases", "code_tag")
