"""Spend on marketing, forecasts of clients, sizes of saved views"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """What bringing clients in has cost; what each buyer is expected to bring; how views grew."""
    op.create_table(
        "marketing_spend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("sum", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marketing_spend")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_marketing_spend_first_day", "marketing_spend", ["first_day"], unique=False)
    op.create_table(
        "client_forecast",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("p_alive", sa.Double(), nullable=True),
        sa.Column("purchases", sa.Double(), nullable=False),
        sa.Column("money", sa.Integer(), nullable=True),
        sa.Column("at_risk", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_forecast_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_forecast")),
    )
    op.create_index(
        "ix_client_forecast_at_risk",
        "client_forecast",
        ["at_risk"],
        unique=False,
        sqlite_where=sa.text("at_risk IS NOT NULL"),
    )
    op.create_table(
        "view_size",
        sa.Column("view_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("clients", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("view_id", "day", name=op.f("pk_view_size")),
    )
    op.create_index(
        "ix_client_seen",
        "client",
        ["last_visit", "visits", "total", "rhythm_days"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND merged_into_id IS NULL"),
    )
