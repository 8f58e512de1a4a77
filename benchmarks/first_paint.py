"""One start, in this process: it prints the moment of the paint that was asked for, and ends there.

    REGULARS_DATA=FOLDER python benchmarks/first_paint.py empty|window|list

`empty`: an empty QMainWindow is painted. `window`: the window of Regulars and everything in it. `list`: the first page
with as many rows as there is room for, or what stands there in a shop without any. Nothing is imported here that the
program does not need itself, or both would look slower than they are, and the program less so.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QEvent, QObject

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAINTED = QEvent.Type(QEvent.registerEventType())
SOON = 1  # Qt.EventPriority by name would make all enums of Qt, which the empty window does not need


def stop() -> None:
    """Print the moment and end without any tidying up."""
    os.write(1, str(time.perf_counter()).encode())
    os._exit(0)


class Watched(QtWidgets.QMainWindow):
    """A window that ends the process once it and everything in it have been painted."""

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        QCoreApplication.postEvent(self, QEvent(PAINTED), SOON)  # the children are painted before its turn comes

    def customEvent(self, event: object) -> None:
        stop()


class ListWatch(QObject):
    """Ends the process once the list of Today has been painted with as many rows as there is room for."""

    def __init__(self, page: QtWidgets.QWidget) -> None:
        super().__init__(page)
        self._page = page
        page._stack.currentWidget().installEventFilter(self)  # type: ignore[attr-defined]
        page.people.installEventFilter(self)  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(PAINTED), SOON)
        return False

    def customEvent(self, event: object) -> None:
        page = self._page
        people, area = page.people, page.area  # type: ignore[attr-defined]
        rows = people.rows()
        lowest = max((row.geometry().bottom() for row in rows), default=0)  # the last ones have no place yet
        if not people.is_filling() or lowest > area.viewport().height():
            stop()


def watch_list() -> None:
    """Have the page Today watched from its first answer on."""
    import app.ui.main_window as shell

    load_page = shell.load_page

    def load_watched(key: str) -> type:
        class Page(load_page(key)):  # type: ignore[misc]
            def _show_day(self, day: object) -> None:
                super()._show_day(day)
                self._watch = ListWatch(self)

        return Page

    shell.load_page = load_watched


def show_empty_window() -> None:
    """The limit: what Qt and Python need for any window of this size."""
    application = QtWidgets.QApplication([])
    window = Watched()
    window.resize(1280, 800)
    window.show()
    application.exec()


def run(case: str) -> None:
    """Start what was asked for."""
    if case == "empty":
        show_empty_window()
    else:
        sys.path[0] = ROOT
        if case == "window":
            QtWidgets.QMainWindow = Watched  # type: ignore[misc]
        else:
            watch_list()
        from main import main as start

        start([])
    sys.exit("ended without the paint that was asked for")


if __name__ == "__main__":
    run(sys.argv[1])
