"""A picture of a page where something was done first: `scenes.py SCENE FOLDER FILE LANGUAGE SIZE`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from app.services.clients.find import list_client_ids
from app.services.demo import SAMPLES
from app.ui.application import ScreenshotRequest, run
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.segments.head import OWN, RETURNING, TABLE
from app.ui.tasks.head import LIST
from app.ui.tasks.page import VIEW_KEPT
from app.ui.theme import tokens

REPORTS = ("numbers", "back", "forecast", "worked", "sources")  # parts of the report

Act = Callable[[MainWindow, AppContext], None]
SHADE = QColor(0, 0, 0, 70)  # over the window behind a dialog


def _month(window: MainWindow, context: AppContext) -> None:
    page: Any = window.current_page()
    page.show_view("month")
    context.memory.keep(VIEW_KEPT, LIST)  # for the pictures that come after


def _file(_window: MainWindow, context: AppContext) -> None:
    context.events.import_files.emit([SAMPLES / "клиенты.xls"])


def _sale(_window: MainWindow, context: AppContext) -> None:
    best = list_client_ids(context.db, sort="total", descending=True)[0]
    context.events.new_purchase.emit(best)


def _palette(_window: MainWindow, context: AppContext) -> None:
    context.events.window_action.emit("palette")


def _segments(view: str) -> Act:
    """A view of the page of segments."""

    def act(window: MainWindow, _context: AppContext) -> None:
        page: Any = window.current_page()
        page.show_view(view)

    return act


def _report(part: str) -> Act:
    """A part of the report."""

    def act(window: MainWindow, _context: AppContext) -> None:
        page: Any = window.current_page()
        page.show_part(part)

    return act


def _welcome(window: MainWindow, context: AppContext) -> None:
    from app.ui.welcome.dialog import WelcomeDialog

    dialog = WelcomeDialog(context, window)
    dialog.open()
    dialog.skip()
    dialog.skip()


# Scene -> the page it begins on, and what is done there.
SCENES: dict[str, tuple[str, Act]] = {
    "calendar": ("tasks", _month),
    "columns": ("import", _file),
    "sale": ("today", _sale),
    "palette": ("today", _palette),
    "welcome": ("today", _welcome),
    "cells": ("segments", _segments(TABLE)),
    "own": ("segments", _segments(OWN)),
    "returning": ("segments", _segments(RETURNING)),
    **{part: ("reports", _report(part)) for part in REPORTS},
}


def main(scene: str, folder: str, file: str, language: str, size: str) -> int:
    """Open the window, do it, and write the picture once nothing is loading."""
    page, act = SCENES[scene]
    attach = MainWindow.attach

    def attach_and_act(window: MainWindow, context: AppContext, first_page: str) -> None:
        attach(window, context, first_page)
        act(window, context)

    setattr(MainWindow, "attach", attach_and_act)  # noqa: B010 - a method is not to be assigned
    setattr(MainWindow, "grab", grab_with_dialog)  # noqa: B010
    width, _x, height = size.partition("x")
    return run(Path(folder), language, ScreenshotRequest(Path(file), page, "light", int(width), int(height)))


def grab_with_dialog(window: MainWindow) -> QPixmap:
    """The window with the dialog over it, if there is one, where the desktop would put it."""
    picture = QWidget.grab(window)
    dialog = next((one for one in window.findChildren(QDialog) if one.isVisible()), None)
    if dialog is not None:
        above = dialog.grab()
        place = QPoint((picture.width() - above.width()) // 2, (picture.height() - above.height()) // 2)
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), SHADE)
        painter.drawPixmap(place, above)
        painter.setPen(QColor(tokens().line_strong))
        painter.drawRect(above.rect().translated(place).adjusted(0, 0, -1, -1))
        painter.end()
    return picture


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
