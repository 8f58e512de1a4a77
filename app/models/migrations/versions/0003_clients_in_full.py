"""Own fields, attached files, people of a company, saved views, drafts"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Own fields, attached files, people of a company, saved views, drafts."""
    op.create_table(
        "own_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_field")),
        sa.UniqueConstraint("name", name=op.f("uq_own_field_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_value",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_own_value_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_own_value_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["own_field.id"], name=op.f("fk_own_value_field_id_own_field"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "field_id", name=op.f("pk_own_value")),
    )
    op.create_index(op.f("ix_own_value_batch_id"), "own_value", ["batch_id"], unique=False)
    op.create_index(op.f("ix_own_value_field_id_value"), "own_value", ["field_id", "value"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_attachment_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("file", name=op.f("uq_attachment_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attachment_client_id"), "attachment", ["client_id"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(), server_default="name", nullable=False),
        sa.Column("descending", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_view_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )
    op.create_table(
        "contact_person",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_contact_person_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["client.id"], name=op.f("fk_contact_person_company_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "company_id", name=op.f("pk_contact_person")),
    )
    op.create_index(op.f("ix_contact_person_company_id"), "contact_person", ["company_id"], unique=False)
    op.create_index(
        "ix_client_value",
        "client",
        ["total", "last_visit", "sort_key", "first_key"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND merged_into_id IS NULL"),
    )
    op.create_index(
        "ix_client_listed",
        "client",
        [
            *("id", "gender", "birth_day", "birth_month", "birth_year", "company", "city", "card", "source", "points"),
            *("preferred_channel", "do_not_disturb", "referred_by_id", "batch_id", "created_at", "visits", "receipts"),
            *("total", "first_visit", "last_visit", "rhythm_days", "due_back", "lapse_day", "last_category"),
            *("last_name", "middle_name", "updated_at"),
        ],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND merged_into_id IS NULL"),
    )
    op.create_index(
        op.f("ix_client_deleted_at"),
        "client",
        ["deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.drop_index("ix_contact_point_value", "contact_point")
    op.create_index("ix_contact_point_value", "contact_point", ["value", "kind", "client_id", "position"], unique=False)
