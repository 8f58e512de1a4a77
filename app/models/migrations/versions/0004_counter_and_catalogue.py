"""The catalogue in full, enquiries, and what lasts after a sale"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The catalogue in full, enquiries, and what lasts after a sale."""
    op.create_table(
        "also_bought",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("buyers", sa.Integer(), nullable=False),
        sa.Column("lift", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["product.id"], name=op.f("fk_also_bought_other_id_product"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_also_bought_product_id_product"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", "other_id", name=op.f("pk_also_bought")),
    )
    op.create_index(op.f("ix_also_bought_other_id"), "also_bought", ["other_id"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_feedback_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_feedback_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_feedback_client_id_at"), "feedback", ["client_id", "at"], unique=False)
    op.create_table(
        "interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_interest_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_interest_product_id_product"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_interest_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_interest_client_id"), "interest", ["client_id"], unique=False)
    op.create_index(op.f("ix_interest_product_id"), "interest", ["product_id"], unique=False)
    op.create_table(
        "product_link",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["product.id"], name=op.f("fk_product_link_other_id_product"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_link_product_id_product"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("product_id", "other_id", "kind", name=op.f("pk_product_link")),
    )
    op.create_index(op.f("ix_product_link_other_id"), "product_link", ["other_id"], unique=False)
    op.create_table(
        "service_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("status", sa.String(), server_default="new", nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_service_case_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_service_case_product_id_product"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_service_case_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_case")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_service_case_client_id"), "service_case", ["client_id"], unique=False)
    op.create_index(
        "ix_service_case_open_due_day",
        "service_case",
        ["due_day"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_service_case_product_id"), "service_case", ["product_id"], unique=False)
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(), server_default="", nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("sum", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), server_default="new", nullable=False),
        sa.Column("lost_reason", sa.String(), server_default="", nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("touched_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_enquiry_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_enquiry_product_id_product"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_enquiry_purchase_id_purchase"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_enquiry_task_id_task"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_enquiry_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_enquiry_client_id"), "enquiry", ["client_id"], unique=False)
    op.create_index(op.f("ix_enquiry_product_id"), "enquiry", ["product_id"], unique=False)
    op.create_index(op.f("ix_enquiry_task_id"), "enquiry", ["task_id"], unique=False)
    op.create_index(op.f("ix_enquiry_purchase_id"), "enquiry", ["purchase_id"], unique=False)
    op.create_index(
        op.f("ix_enquiry_state_touched_at"),
        "enquiry",
        ["state", "touched_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "entitlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("start_day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_entitlement_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_entitlement_product_id_product"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_entitlement_purchase_id_purchase"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_entitlement_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entitlement")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_entitlement_client_id"), "entitlement", ["client_id"], unique=False)
    op.create_index(op.f("ix_entitlement_end_day"), "entitlement", ["end_day"], unique=False)
    op.create_index(op.f("ix_entitlement_product_id"), "entitlement", ["product_id"], unique=False)
    op.create_index(op.f("ix_entitlement_purchase_id"), "entitlement", ["purchase_id"], unique=False)
    op.create_index(
        "ix_client_birthday",
        "client",
        ["birth_month", "birth_day", "deleted_at", "merged_into_id", "do_not_disturb"],
        unique=False,
    )
    op.drop_index(op.f("ix_client_birth_month_birth_day"), table_name="client")
    op.create_index(
        "ix_client_worth",
        "client",
        [sa.text("total * 180.0 / (visits * silence_limit) DESC"), "lapse_day", "silence_limit"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND merged_into_id IS NULL AND do_not_disturb = 0"),
    )
    op.create_index(op.f("ix_reminder_kind_state_due_day"), "reminder", ["kind", "state", "due_day"], unique=False)
    op.drop_index(op.f("ix_reminder_state_due_day"), table_name="reminder")
    op.add_column("interaction", sa.Column("minutes", sa.Integer(), nullable=True))
    op.add_column("interaction", sa.Column("direction", sa.String(), nullable=True))
    op.add_column("product", sa.Column("kind", sa.String(), server_default="product", nullable=False))
    op.add_column("product", sa.Column("barcode", sa.String(), server_default="", nullable=False))
    op.add_column("product", sa.Column("in_stock", sa.Boolean(), server_default="1", nullable=False))
    op.add_column("product", sa.Column("back_day", sa.Date(), nullable=True))
    op.add_column("product", sa.Column("price_day", sa.Date(), nullable=True))
    op.add_column("product", sa.Column("carries", sa.String(), nullable=True))
    op.add_column("product", sa.Column("carries_count", sa.Integer(), nullable=True))
    op.add_column("product", sa.Column("carries_unit", sa.String(), nullable=True))
    op.add_column("product", sa.Column("note", sa.String(), server_default="", nullable=False))
    op.create_index(op.f("ix_product_barcode"), "product", ["barcode"], unique=False)
    op.add_column("purchase", sa.Column("note", sa.String(), server_default="", nullable=False))
