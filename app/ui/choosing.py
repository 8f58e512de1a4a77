"""Files for an import, wherever they come from: the file picker, or what is dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from app.i18n import _
from app.ui.messages import Messages

PATTERNS = "*.xlsx *.xls *.xlsm *.xlsb *.xltx *.xltm *.ods *.fods *.csv *.tsv *.tab *.txt *.vcf *.xml *.htm *.html"


def choose_tables(messages: Messages) -> list[Path]:
    """The files picked, none after Cancel."""
    patterns = _("Tables") + f" ({PATTERNS});;" + _("All files") + " (*)"
    return messages.choose_files(_("Choose files to import"), patterns)


def may_be_tables(paths: list[Path]) -> bool:
    """Whether an import could read any of these: a table by the ending of its name, or a folder."""
    endings = {pattern.removeprefix("*") for pattern in PATTERNS.split()}
    return any(path.is_dir() or path.suffix.lower() in endings for path in paths)


def dropped_files(data: QMimeData) -> list[Path]:
    """The files and folders on this computer among what is dragged or copied; links to elsewhere are not taken."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file() or path.is_dir()]
