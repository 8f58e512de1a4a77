"""Alembic's entry point; the connection comes from models/upgrade.py."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    include_object=lambda _obj, name, kind, _reflected, _to: (
        kind != "table" or not (name or "").startswith("client_fts")
    ),
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
