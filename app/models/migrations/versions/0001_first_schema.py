"""First schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEARCH = (
    "CREATE VIRTUAL TABLE client_fts USING fts5(search_text, content='client', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER client_fts_insert AFTER INSERT ON client BEGIN "
    "INSERT INTO client_fts(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER client_fts_delete AFTER DELETE ON client BEGIN "
    "INSERT INTO client_fts(client_fts, rowid, search_text) VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER client_fts_update AFTER UPDATE OF search_text ON client "
    "WHEN old.search_text IS NOT new.search_text BEGIN "
    "INSERT INTO client_fts(client_fts, rowid, search_text) VALUES ('delete', old.id, old.search_text); "
    "INSERT INTO client_fts(rowid, search_text) VALUES (new.id, new.search_text); END",
)


def upgrade() -> None:
    """First schema."""
    op.create_table(
        "cadence",
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("median_days", sa.Double(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("category", name=op.f("pk_cadence")),
    )
    op.create_table(
        "reminder_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_rule")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("color", sa.String(), server_default="", nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_action_staff_id_staff"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_change_action_id_action"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_action_id"), "change", ["action_id"], unique=False)
    op.create_index(op.f("ix_change_client_id"), "change", ["client_id"], unique=False)
    op.create_index(op.f("ix_change_table_row_id"), "change", ["table", "row_id"], unique=False)
    op.create_table(
        "import_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_import_group_action_id_action"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_group")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_import_group_action_id"), "import_group", ["action_id"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["import_group.id"], name=op.f("fk_import_batch_group_id_import_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_import_batch_group_id"), "import_batch", ["group_id"], unique=False)
    op.create_index(op.f("ix_import_batch_sha256"), "import_batch", ["sha256"], unique=False)
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), server_default="", nullable=False),
        sa.Column("first_name", sa.String(), server_default="", nullable=False),
        sa.Column("middle_name", sa.String(), server_default="", nullable=False),
        sa.Column("company", sa.String(), server_default="", nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("birth_day", sa.Integer(), nullable=True),
        sa.Column("birth_month", sa.Integer(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), server_default="", nullable=False),
        sa.Column("city", sa.String(), server_default="", nullable=False),
        sa.Column("card", sa.String(), server_default="", nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("referred_by_id", sa.Integer(), nullable=True),
        sa.Column("preferred_channel", sa.String(), nullable=True),
        sa.Column("do_not_disturb", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("points", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("search_text", sa.String(), server_default="", nullable=False),
        sa.Column("sort_key", sa.String(), server_default="", nullable=False),
        sa.Column("first_key", sa.String(), server_default="", nullable=False),
        sa.Column("visits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("receipts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_visit", sa.Date(), nullable=True),
        sa.Column("last_visit", sa.Date(), nullable=True),
        sa.Column("rhythm_days", sa.Double(), nullable=True),
        sa.Column("due_back", sa.Date(), nullable=True),
        sa.Column("silence_limit", sa.Integer(), nullable=True),
        sa.Column("lapse_day", sa.Date(), nullable=True),
        sa.Column("last_category", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_client_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["client.id"], name=op.f("fk_client_merged_into_id_client")),
        sa.ForeignKeyConstraint(
            ["referred_by_id"], ["client.id"], name=op.f("fk_client_referred_by_id_client"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_client_batch_id"), "client", ["batch_id"], unique=False)
    op.create_index(op.f("ix_client_birth_month_birth_day"), "client", ["birth_month", "birth_day"], unique=False)
    op.create_index(op.f("ix_client_card"), "client", ["card"], unique=False)
    op.create_index(op.f("ix_client_first_key"), "client", ["first_key"], unique=False)
    op.create_index(op.f("ix_client_lapse_day_total"), "client", ["lapse_day", "total"], unique=False)
    op.create_index(op.f("ix_client_last_visit"), "client", ["last_visit"], unique=False)
    op.create_index(
        op.f("ix_client_merged_into_id"),
        "client",
        ["merged_into_id"],
        unique=False,
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_client_referred_by_id"), "client", ["referred_by_id"], unique=False)
    op.create_index(op.f("ix_client_sort_key"), "client", ["sort_key"], unique=False)
    op.create_index(op.f("ix_client_total"), "client", ["total"], unique=False)
    op.create_index(op.f("ix_client_visits"), "client", ["visits"], unique=False)
    op.create_table(
        "import_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_failure_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_failure")),
    )
    op.create_index(op.f("ix_import_failure_batch_id"), "import_failure", ["batch_id"], unique=False)
    op.create_table(
        "import_original",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_original_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_original")),
    )
    op.create_index(op.f("ix_import_original_batch_id"), "import_original", ["batch_id"], unique=False)
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), server_default="", nullable=False),
        sa.Column("category", sa.String(), server_default="", nullable=False),
        sa.Column("unit", sa.String(), server_default="", nullable=False),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("replenish_days", sa.Integer(), nullable=True),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_product_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_product_batch_id"), "product", ["batch_id"], unique=False)
    op.create_index(op.f("ix_product_name_key"), "product", ["name_key"], unique=False)
    op.create_index(op.f("ix_product_sku"), "product", ["sku"], unique=False)
    op.create_table(
        "client_tag",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_client_tag_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_tag_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "tag", name=op.f("pk_client_tag")),
    )
    op.create_index(op.f("ix_client_tag_batch_id"), "client_tag", ["batch_id"], unique=False)
    op.create_index(op.f("ix_client_tag_tag"), "client_tag", ["tag"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_consent_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_consent_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consent_batch_id"), "consent", ["batch_id"], unique=False)
    op.create_index(op.f("ix_consent_client_id"), "consent", ["client_id"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("original", sa.String(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_contact_point_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_contact_point_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_point_batch_id"), "contact_point", ["batch_id"], unique=False)
    op.create_index(op.f("ix_contact_point_client_id"), "contact_point", ["client_id"], unique=False)
    op.create_index(op.f("ix_contact_point_value"), "contact_point", ["value"], unique=False)
    op.create_table(
        "external_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_external_id_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_external_id_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_id")),
        sa.UniqueConstraint("source", "value", name=op.f("uq_external_id_source_value")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_external_id_batch_id"), "external_id", ["batch_id"], unique=False)
    op.create_index(op.f("ix_external_id_client_id"), "external_id", ["client_id"], unique=False)
    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("text", sa.String(), server_default="", nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_interaction_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_interaction_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_interaction_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_interaction_batch_id"), "interaction", ["batch_id"], unique=False)
    op.create_index(op.f("ix_interaction_client_id_at"), "interaction", ["client_id", "at"], unique=False)
    op.create_table(
        "preference",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), server_default="", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_preference_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_preference_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "text", name=op.f("pk_preference")),
    )
    op.create_index(op.f("ix_preference_batch_id"), "preference", ["batch_id"], unique=False)
    op.create_table(
        "purchase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("time", sa.String(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("receipt", sa.String(), server_default="", nullable=False),
        sa.Column("status", sa.String(), server_default="done", nullable=False),
        sa.Column("payment", sa.String(), server_default="", nullable=False),
        sa.Column("return_of_id", sa.Integer(), nullable=True),
        sa.Column("import_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_purchase_batch_id_import_batch"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_purchase_client_id_client"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["return_of_id"], ["purchase.id"], name=op.f("fk_purchase_return_of_id_purchase"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_purchase_staff_id_staff"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_purchase_batch_id"),
        "purchase",
        ["batch_id"],
        unique=False,
        sqlite_where=sa.text("batch_id IS NOT NULL"),
    )
    op.create_index(
        "ix_purchase_facts",
        "purchase",
        ["client_id", "day", "status", "total", "return_of_id", "deleted_at"],
        unique=False,
    )
    op.create_index(op.f("ix_purchase_day_total"), "purchase", ["day", "total"], unique=False)
    op.create_index(
        op.f("ix_purchase_import_key"),
        "purchase",
        ["import_key"],
        unique=True,
        sqlite_where=sa.text("import_key IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_purchase_return_of_id"),
        "purchase",
        ["return_of_id"],
        unique=False,
        sqlite_where=sa.text("return_of_id IS NOT NULL"),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("priority", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("due_time", sa.String(), nullable=True),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("every", sa.String(), nullable=True),
        sa.Column("anchor", sa.String(), server_default="schedule", nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_task_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_task_staff_id_staff"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_task_client_id"), "task", ["client_id"], unique=False)
    op.create_index(
        "ix_task_open_due_day",
        "task",
        ["due_day"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL AND deleted_at IS NULL"),
    )
    op.create_table(
        "purchase_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("quantity", sa.Integer(), server_default="1000", nullable=False),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("discount", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sum", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_purchase_line_product_id_product"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_line_purchase_id_purchase"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_purchase_line_product_id"), "purchase_line", ["product_id"], unique=False)
    op.create_index(
        op.f("ix_purchase_line_purchase_id_product_id_sum"),
        "purchase_line",
        ["purchase_id", "product_id", "sum"],
        unique=False,
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("occurrence", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("snoozed_until", sa.Text(), nullable=True),
        sa.Column("alerts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_alert", sa.String(), nullable=True),
        sa.Column("shown_at", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.Text(), nullable=True),
        sa.Column("handled_day", sa.Date(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_reminder_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_reminder_task_id_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("kind", "source_key", "occurrence", name=op.f("uq_reminder_kind_source_key_occurrence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reminder_client_id"), "reminder", ["client_id"], unique=False)
    op.create_index(op.f("ix_reminder_kind_handled_day"), "reminder", ["kind", "handled_day"], unique=False)
    op.create_index(op.f("ix_reminder_state_due_day"), "reminder", ["state", "due_day"], unique=False)
    op.create_index(op.f("ix_reminder_task_id"), "reminder", ["task_id"], unique=False)
    op.create_table(
        "reminder_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.id"], name=op.f("fk_reminder_event_reminder_id_reminder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_event")),
    )
    op.create_index(op.f("ix_reminder_event_reminder_id"), "reminder_event", ["reminder_id"], unique=False)
    for statement in SEARCH:
        op.execute(statement)
