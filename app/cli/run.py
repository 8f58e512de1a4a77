"""Run one command: open the shop, call its function, turn failures into a sentence and an exit code."""

from __future__ import annotations

import logging
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from app.cli.output import write_json
from app.cli.parser import LATER
from app.i18n import _, set_language
from app.models.errors import AppError
from app.services.errors import NotAvailable
from app.wording.failures import error_sentence

DONE, FAILED, WRONG_USAGE, BUG = 0, 1, 2, 70


def run_command(options: Namespace, folder: Path) -> int:
    """Run `options.command` on the shop in `folder`; returns the exit code of the contract (0, 1, 2, 70)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        if options.command in LATER:
            raise NotAvailable(command=options.command)
        return _run(options, folder)
    except AppError as error:
        return _told(options, error.code, error_sentence(error), FAILED)
    except BrokenPipeError:
        return DONE
    except Exception:
        logging.getLogger("regulars").exception("bug in %s", options.command)
        sentence = _("Something went wrong inside Regulars. The details are in the log.")
        return _told(options, "bug", sentence, BUG)


def _told(options: Namespace, code: str, sentence: str, exit_code: int) -> int:
    """One sentence on stderr; with --json the same as the one document on stdout."""
    sys.stderr.write(sentence + "\n")
    if options.json:
        write_json({"error": {"code": code, "message": sentence}})
    return exit_code


def _run(options: Namespace, folder: Path) -> int:
    if options.command == "import":
        from app.services.imports.read import look_early

        file, this_year = Path(options.files[0]).expanduser(), datetime.now(UTC).year
        look_early(file, options.password, options.encoding, this_year)
    from app.cli.commands import COMMANDS
    from app.cli.shop import Shop
    from app.models.upgrade import open_database
    from app.services.paths import database_file
    from app.services.settings import get_settings

    now = datetime.now(UTC)
    db = open_database(database_file(folder), now)
    try:
        settings = get_settings(db)
        if not options.lang:
            set_language(settings.language)
        return COMMANDS[options.command](Shop(db, folder, settings, now), options)
    finally:
        db.close()
