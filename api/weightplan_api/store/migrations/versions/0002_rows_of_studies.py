"""The rows of studies, each by the number of its solve."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rows",
        sa.Column("job", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_rows_job", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job", "number", name="pk_rows"),
    )


def downgrade() -> None:
    op.drop_table("rows")
