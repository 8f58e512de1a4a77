"""Regulars starts here: arguments, folders, log, then the window or one command."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run the window when there is no command, else the command; returns the process's exit code."""
    from app.services.paths import data_folder

    if not arguments:  # as from the icon: the parser is not needed
        return open_window(data_folder(), None)
    from app.cli.parser import parse
    from app.i18n import set_language

    options = parse(arguments)
    set_language(options.lang or "")
    folder = data_folder(options.data)
    if not options.command:
        return open_window(folder, options)
    from app.cli.run import run_command
    from app.services.logs import start_logging

    start_logging(folder)
    return run_command(options, folder)


def open_window(folder: Path, options: Namespace | None) -> int:
    """Run the window on the data folder, as the command line says if there is any; returns the exit code."""
    gc.disable()  # nothing made before the first paint is garbage; the window takes over from then on
    from app.ui.plain_import import import_plainly

    import_plainly()
    from app.ui.application import ScreenshotRequest, run

    if options is None:
        return run(folder, None)
    request = ScreenshotRequest.from_options(options) if options.screenshot else None
    return run(folder, options.lang, request, options.minimized)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a bundled program starts its child processes through itself
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main(sys.argv[1:]))
