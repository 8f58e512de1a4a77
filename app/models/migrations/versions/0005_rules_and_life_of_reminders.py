"""Rules and life of reminders"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KINDS = (
    *("follow_up", "enquiry", "case", "birthday", "date", "renewal", "interest"),
    *("replenishment", "feedback", "cadence", "lapsed"),
)
# Setting -> the rule that it belongs to now, and its name there.
TUNED = {
    "birthday_leads": ("birthday", "leads"),
    "birthday_grace_days": ("birthday", "grace_days"),
    "leap_birthday": ("birthday", "leap"),
    "lapsed_per_day": ("lapsed", "per_day"),
    "enquiry_untouched_hours": ("enquiry", "hours"),
}

DOUBTED = "doubted AND state IN ('due', 'shown', 'snoozed')"
_OF_OCCASION = (
    "UPDATE reminder SET doubted = 1 WHERE NOT doubted AND kind = OLD.kind AND occurrence = OLD.base_day"
    " AND source_key = 'rule:' || OLD.rule_id || ':client:' || OLD.client_id"
)
_OF_CLIENT = "UPDATE reminder SET doubted = 1 WHERE NOT doubted AND client_id = OLD.id"
_OF_TASK = "UPDATE reminder SET doubted = 1 WHERE NOT doubted AND task_id = OLD.id"
# Mark what may hold no more, whoever writes: models/doubts.py reads it.
TRIGGERS = (
    f"CREATE TRIGGER occasion_gone AFTER DELETE ON occasion BEGIN {_OF_OCCASION}; END",
    "CREATE TRIGGER occasion_changed AFTER UPDATE OF due_day, last_day, product_id ON occasion"
    f" BEGIN {_OF_OCCASION}; END",
    "CREATE TRIGGER client_unheard AFTER UPDATE OF deleted_at, merged_into_id, do_not_disturb, muted_until ON client"
    f" BEGIN {_OF_CLIENT}; END",
    "CREATE TRIGGER task_changed AFTER UPDATE OF done_at, deleted_at, due_day, due_time, client_id ON task"
    f" BEGIN {_OF_TASK}; END",
)


def upgrade() -> None:
    """Rules and life of reminders."""
    op.create_table(
        "important_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_important_date_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_important_date")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_important_date_client_id"), "important_date", ["client_id"], unique=False)
    op.create_index(op.f("ix_important_date_month_day"), "important_date", ["month", "day"], unique=False)
    op.create_table(
        "occasion",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("base_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("cycle_days", sa.Integer(), nullable=True),
        sa.Column("own_rhythm", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("bought_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("alert_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_occasion_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["reminder_rule.id"], name=op.f("fk_occasion_rule_id_reminder_rule"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("rule_id", "client_id", "base_day", name=op.f("pk_occasion")),
    )
    op.create_index(op.f("ix_occasion_client_id"), "occasion", ["client_id"], unique=False)
    op.create_index(
        op.f("ix_occasion_kind_due_day_client_id"), "occasion", ["kind", "due_day", "client_id"], unique=False
    )
    op.create_index("ix_occasion_whose", "occasion", ["rule_id", "due_day", "client_id", "product_id"], unique=False)
    op.create_index(
        "ix_occasion_alert",
        "occasion",
        ["rule_id", "alert_day"],
        unique=False,
        sqlite_where=sa.text("alert_day IS NOT NULL"),
    )
    op.add_column("client", sa.Column("contact_days", sa.Integer(), nullable=True))
    op.create_index(
        "ix_client_contact_days", "client", ["id"], unique=False, sqlite_where=sa.text("contact_days IS NOT NULL")
    )
    op.add_column("client", sa.Column("muted_until", sa.Date(), nullable=True))
    op.create_index(
        "ix_client_deaf",
        "client",
        ["id", "deleted_at", "merged_into_id", "do_not_disturb", "muted_until"],
        unique=False,
        sqlite_where=sa.text(
            "deleted_at IS NOT NULL OR merged_into_id IS NOT NULL OR do_not_disturb = 1 OR muted_until IS NOT NULL"
        ),
    )
    # Clients by what they leave in a visit, walked by Today: models/silences.py. An expression, so told here alone.
    op.execute(
        "CREATE INDEX ix_client_visit ON client (max(0, (2 * total + visits) / (2 * visits)) DESC, id) WHERE visits > 0"
    )
    op.add_column("contact_point", sa.Column("wrong", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("interaction", sa.Column("reason", sa.String(), server_default="", nullable=False))
    op.drop_index(op.f("ix_interaction_client_id_at"), table_name="interaction")
    op.create_index(
        op.f("ix_interaction_client_id_at_outcome"), "interaction", ["client_id", "at", "outcome"], unique=False
    )
    op.add_column("reminder", sa.Column("rule_id", sa.Integer(), nullable=True))
    op.add_column("reminder", sa.Column("claimed_at", sa.Text(), nullable=True))
    op.add_column("reminder", sa.Column("told", sa.Boolean(), server_default="1", nullable=False))
    op.add_column("reminder", sa.Column("doubted", sa.Boolean(), server_default="0", nullable=False))
    op.create_index(
        "ix_reminder_rule_id",
        "reminder",
        ["rule_id", "state", "due_day"],
        unique=False,
        sqlite_where=sa.text("rule_id IS NOT NULL"),
    )
    op.create_index("ix_reminder_doubted", "reminder", ["id"], unique=False, sqlite_where=sa.text(DOUBTED))
    op.create_index("ix_reminder_untold", "reminder", ["claimed_at"], unique=False, sqlite_where=sa.text("told = 0"))
    # By the client inside the key, beside ix_client_birthday: models/greetings.py. An expression, so told here alone.
    op.execute(
        "CREATE INDEX ix_reminder_greeting ON reminder (due_day, CAST(substr(source_key, 8) AS INTEGER), state,"
        " last_alert, snoozed_until) WHERE kind = 'birthday'"
    )
    op.add_column("reminder_event", sa.Column("note", sa.String(), server_default="", nullable=False))
    op.create_index(op.f("ix_reminder_event_at"), "reminder_event", ["at"], unique=False)
    op.add_column("reminder_rule", sa.Column("texts", sa.Text(), server_default="{}", nullable=False))
    op.add_column("reminder_rule", sa.Column("code", sa.String(), server_default="", nullable=False))
    op.add_column("task", sa.Column("checklist", sa.Text(), server_default="[]", nullable=False))
    op.create_index(
        "ix_reminder_told_task",
        "reminder",
        ["task_id", "due_day"],
        unique=False,
        sqlite_where=sa.text("kind = 'follow_up' AND state = 'shown'"),
    )
    op.execute("UPDATE reminder SET doubted = 1 WHERE kind = 'follow_up'")
    for trigger in TRIGGERS:
        op.execute(trigger)
    _settings_become_rules()


def _settings_become_rules() -> None:
    """One rule of each kind with what was tuned among the settings; the others as they are made."""
    bind = op.get_bind()
    tuned: dict[str, dict[str, object]] = {kind: {} for kind in KINDS}
    for name, (kind, param) in TUNED.items():
        value = bind.execute(sa.text("SELECT value FROM setting WHERE key = :key"), {"key": name}).scalar()
        if value is not None:
            tuned[kind][param] = json.loads(value)
        bind.execute(sa.text("DELETE FROM setting WHERE key = :key"), {"key": name})
    for kind in KINDS:
        bind.execute(
            sa.text("INSERT INTO reminder_rule (kind, enabled, params) VALUES (:kind, :enabled, :params)"),
            {"kind": kind, "enabled": kind != "feedback", "params": json.dumps(tuned[kind])},
        )
