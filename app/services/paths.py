"""Where the shop's files are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "Regulars"
DATABASE_NAME = "regulars.db"


def data_folder(chosen: str | None = None) -> Path:
    """The data folder: as chosen, else REGULARS_DATA, else the platform's user data folder. Not created here."""
    named = chosen or os.environ.get("REGULARS_DATA")
    if named:
        return Path(named).expanduser().resolve()
    return platform_folder()


def platform_folder() -> Path:
    """Where the shop is when no other folder is named."""
    if "linux" in sys.platform:  # what platformdirs answers there, without 4 ms for asking it
        return Path(os.environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share").expanduser() / NAME
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def database_file(folder: Path) -> Path:
    """The one SQLite file of the shop."""
    return folder / DATABASE_NAME


def backup_folder(folder: Path) -> Path:
    """Where finished backups are put."""
    return folder / "backups"


def icon_file(folder: Path) -> Path:
    """The program's picture, for notifications and entries of the desktop; the window writes it."""
    return folder / "regulars.png"


def log_file(folder: Path) -> Path:
    """The program's log, without client data."""
    return folder / "regulars.log"
