"""Regulars starts here: arguments, folders, log, then the window or one command."""

from __future__ import annotations

import gc
import sys


def main(arguments: list[str]) -> int:
    """Run the window when there is no command, else the command; returns the process's exit code."""
    from app.cli.parser import parse
    from app.i18n import set_language
    from app.services.paths import data_folder

    options = parse(arguments)
    set_language(options.lang or "")
    folder = data_folder(options.data)
    if options.command:
        from app.cli.run import run_command
        from app.services.logs import start_logging

        start_logging(folder)
        return run_command(options, folder)

    gc.disable()  # nothing made before the first paint is garbage; the window takes over from then on
    from app.ui.application import ScreenshotRequest, run

    request = ScreenshotRequest.from_options(options) if options.screenshot else None
    return run(folder, options.lang, request, options.minimized)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a bundled program starts its child processes through itself
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main(sys.argv[1:]))
