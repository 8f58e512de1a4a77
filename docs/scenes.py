"""A picture of a page where something was done first: `scenes.py SCENE FOLDER FILE LANGUAGE SIZE`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.services.demo import SAMPLES
from app.ui.application import ScreenshotRequest, run
from app.ui.context import AppContext
from app.ui.main_window import MainWindow


def _month(window: MainWindow, _context: AppContext) -> None:
    page: Any = window.current_page()
    page.show_view("month")


def _file(_window: MainWindow, context: AppContext) -> None:
    context.events.import_files.emit([SAMPLES / "клиенты.xls"])


# Scene -> the page it begins on, and what is done there.
SCENES: dict[str, tuple[str, Callable[[MainWindow, AppContext], None]]] = {
    "calendar": ("tasks", _month),
    "columns": ("import", _file),
}


def main(scene: str, folder: str, file: str, language: str, size: str) -> int:
    """Open the window, do it, and write the picture once nothing is loading."""
    page, act = SCENES[scene]
    attach = MainWindow.attach

    def attach_and_act(window: MainWindow, context: AppContext, first_page: str) -> None:
        attach(window, context, first_page)
        act(window, context)

    setattr(MainWindow, "attach", attach_and_act)  # noqa: B010 - a method is not to be assigned
    width, _x, height = size.partition("x")
    return run(Path(folder), language, ScreenshotRequest(Path(file), page, "light", int(width), int(height)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
