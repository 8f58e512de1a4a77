"""Regulars starts here: arguments, folders, log, then the window or one command."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support


def main(arguments: list[str]) -> int:
    """Run the window when there is no command, else the command; returns the process's exit code."""
    from app.cli.parser import parse
    from app.i18n import set_language
    from app.services.logs import start_logging
    from app.services.paths import data_folder

    options = parse(arguments)
    set_language(options.lang or "")
    folder = data_folder(options.data)
    start_logging(folder)
    if options.command:
        from app.cli.run import run_command

        return run_command(options, folder)

    from app.ui.application import ScreenshotRequest, run

    request = ScreenshotRequest.from_options(options) if options.screenshot else None
    return run(folder, options.lang, request, options.minimized)


if __name__ == "__main__":
    freeze_support()
    sys.exit(main(sys.argv[1:]))
