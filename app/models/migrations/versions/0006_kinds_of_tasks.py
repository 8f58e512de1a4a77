"""Kinds of tasks"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """What a task is (a call, a meeting), its name in other calendars, where a moved one stood; the order of what is
    open and of what was done."""
    op.add_column("task", sa.Column("kind", sa.String(), server_default="todo", nullable=False))
    op.add_column("task", sa.Column("uid", sa.String(), nullable=True))
    op.add_column("task", sa.Column("series_day", sa.Date(), nullable=True))
    is_open = "done_at IS NULL AND deleted_at IS NULL"
    op.drop_index("ix_task_open_due_day", "task")
    op.execute(
        "CREATE INDEX ix_task_open ON task (due_day, due_time IS NULL, due_time, priority DESC, id, client_id, kind,"
        f" staff_id, done_at, deleted_at) WHERE {is_open}"
    )
    op.create_index(
        "ix_task_repeating",
        "task",
        ["due_day"],
        unique=False,
        sqlite_where=sa.text(f"every IS NOT NULL AND {is_open}"),
    )
    op.create_index("ix_task_uid", "task", ["uid"], unique=False, sqlite_where=sa.text("uid IS NOT NULL"))
    op.create_index(
        "ix_task_done_at",
        "task",
        ["done_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NOT NULL AND deleted_at IS NULL"),
    )
