"""Asks the questions of the first start: by itself once in a new shop, and whenever the owner wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from app.services.settings import ShopSettings
from app.ui.background import Report
from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def watch_first_start(context: AppContext, window: MainWindow) -> None:
    """Look whether the shop is new, once the window is there; of one that starts hidden, when it is painted first."""
    context.events.welcome.connect(lambda: ask(context, window))

    def begin(_report: Report) -> ShopSettings | None:
        from app.services.first_start import begin, guess_place, is_new
        from app.services.sample_shop import drop_unfinished

        drop_unfinished(context.db, context.now())  # the program was killed while it made the sample
        return begin(context.db, guess_place(QLocale.system().name())) if is_new(context.db) else None

    def begun(settings: ShopSettings | None) -> None:
        if settings is not None:
            context.settings = settings
            ask(context, window)

    def start() -> None:
        context.jobs.run(begin, on_done=begun, lane="write")

    if window.isVisible() and not window.isMinimized():
        start()
    else:
        window.first_painted.connect(start)


def ask(context: AppContext, window: QWidget) -> None:
    """Open the questions over the window; with what to begin is asked of a shop with nothing in it."""

    def look(_report: Report) -> bool:
        from app.services.first_start import has_nothing

        return has_nothing(context.db)

    def opened(empty: bool) -> None:
        from app.ui.welcome.dialog import WelcomeDialog

        WelcomeDialog(context, window, empty=empty).open()

    context.jobs.run(look, on_done=opened)
