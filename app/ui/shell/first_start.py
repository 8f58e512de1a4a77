"""Asks the questions of the first start: by itself once in a new shop, and whenever the owner wants them."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from app.services.settings import ShopSettings
from app.ui.background import Report
from app.ui.context import AppContext


def watch_first_start(context: AppContext, window: QWidget) -> None:
    """Look whether the shop is new, once the window is there. One that starts hidden waits for another start."""
    context.events.welcome.connect(lambda: ask(context, window))

    def begin(_report: Report) -> ShopSettings | None:
        from app.services.first_start import begin, guess_place, is_new

        return begin(context.db, guess_place(QLocale.system().name())) if is_new(context.db) else None

    def begun(settings: ShopSettings | None) -> None:
        if settings is not None:
            context.settings = settings
            ask(context, window)

    if window.isVisible() and not window.isMinimized():
        context.jobs.run(begin, on_done=begun, lane="write")


def ask(context: AppContext, window: QWidget) -> None:
    """Open the questions over the window; with what to begin is asked of a shop with nothing in it."""

    def look(_report: Report) -> bool:
        from app.services.first_start import has_nothing

        return has_nothing(context.db)

    def opened(empty: bool) -> None:
        from app.ui.welcome.dialog import WelcomeDialog

        WelcomeDialog(context, window, empty=empty).open()

    context.jobs.run(look, on_done=opened)
