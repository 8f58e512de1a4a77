"""The log: a rotating file in the data folder, with phones and e-mails masked."""

from __future__ import annotations

import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.services.paths import log_file

_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d\s()-]{8,}\d")
MAX_BYTES, KEPT = 1_000_000, 3


class _MaskPersonal(logging.Formatter):
    """Formats a record, then hides what could be a phone or an e-mail, also in a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as written to the file."""
        head, _, rest = super().format(record).partition(" | ")
        return f"{head} | {_PERSONAL.sub('***', rest)}"


def start_logging(folder: Path) -> None:
    """Log to a file in `folder`; to stderr where the folder cannot be written, so that start-up goes on to say why."""
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(folder), maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_MaskPersonal("%(asctime)s %(levelname)s %(name)s | %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
