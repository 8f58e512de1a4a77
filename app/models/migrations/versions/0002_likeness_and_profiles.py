"""Who is not the same, who is known as whom, how kinds of files are read, and which file changed what"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Who is not the same, who is known as whom, how kinds of files are read, and which file changed what."""
    op.create_table(
        "mapping_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_mapping_profile_name")),
    )
    op.create_index(op.f("ix_mapping_profile_signature"), "mapping_profile", ["signature"], unique=False)
    op.create_table(
        "not_same",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_not_same_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_not_same_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["client.id"], name=op.f("fk_not_same_other_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "other_id", name=op.f("pk_not_same")),
    )
    op.create_index(op.f("ix_not_same_batch_id"), "not_same", ["batch_id"], unique=False)
    op.create_index(op.f("ix_not_same_other_id"), "not_same", ["other_id"], unique=False)
    op.create_table(
        "known_as",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_known_as_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_known_as_client_id_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_known_as")),
    )
    op.create_index(op.f("ix_known_as_batch_id"), "known_as", ["batch_id"], unique=False)
    op.create_index(op.f("ix_known_as_client_id"), "known_as", ["client_id"], unique=False)
    op.add_column("change", sa.Column("batch_id", sa.Integer(), nullable=True))
