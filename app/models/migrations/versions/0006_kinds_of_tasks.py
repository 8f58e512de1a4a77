"""Kinds of tasks"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """What a task is (a call, a meeting), its name in other calendars, the order of what was done, and where a moved one stood."""
    op.add_column("task", sa.Column("kind", sa.String(), server_default="todo", nullable=False))
    op.add_column("task", sa.Column("uid", sa.String(), nullable=True))
    op.add_column("task", sa.Column("series_day", sa.Date(), nullable=True))
    op.create_index("ix_task_uid", "task", ["uid"], unique=False, sqlite_where=sa.text("uid IS NOT NULL"))
    op.create_index(
        "ix_task_done_at",
        "task",
        ["done_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NOT NULL AND deleted_at IS NULL"),
    )
