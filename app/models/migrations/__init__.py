"""Alembic scripts, shipped inside the program. They import nothing of `app`."""
