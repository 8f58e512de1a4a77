"""The file picker for tables, as Today and the import page open it."""

from __future__ import annotations

from pathlib import Path

from app.i18n import _
from app.ui.messages import Messages

PATTERNS = "*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.tsv *.txt"


def choose_tables(messages: Messages) -> list[Path]:
    """The files picked, none after Cancel."""
    patterns = _("Tables") + f" ({PATTERNS});;" + _("All files") + " (*)"
    return messages.choose_files(_("Choose files to import"), patterns)
