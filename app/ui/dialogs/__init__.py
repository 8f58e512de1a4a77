"""Dialogs, and what else several pages share to act on clients and their affairs."""
