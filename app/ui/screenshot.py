"""A picture of a page as the program draws it, for the guide and for eyes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.services.errors import AppError
from app.ui.background import Jobs
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.messages import Messages, bug_report
from app.ui.shell.places import CARD

if TYPE_CHECKING:
    from app.ui.application import ScreenshotRequest

LOOK_AGAIN_MS = 60
QUIET_LOOKS = 4
LOOKS_AT_MOST = 500


class FailedPicture(Messages):
    """Nobody is there to read a message: the first error is written to stderr and the program ends with code 1."""

    def __init__(self, leave: Callable[[int], object]) -> None:
        super().__init__(lambda: None)
        self._leave = leave

    def show_error(self, error: Exception) -> None:
        """The sentence of an expected failure; anything else is a fault of the program."""
        if not isinstance(error, AppError):
            self.show_bug(error)
            return
        from app.wording.failures import error_sentence

        sys.stderr.write(error_sentence(error) + "\n")
        self._leave(1)

    def show_bug(self, error: BaseException) -> None:
        """The whole report, as in the log."""
        report = bug_report(error)
        logging.getLogger("regulars.bug").error("%s", report)
        sys.stderr.write(report + "\n")
        self._leave(1)


def take_screenshot(
    window: MainWindow,
    context: AppContext,
    jobs: Jobs,
    request: ScreenshotRequest,
    leave: Callable[[int], object],
) -> None:
    """Show the page, wait until nothing is loading, write the PNG and `leave` with the exit code."""

    def best_client() -> int | None:
        from app.services.clients.find import list_client_ids

        ids = list_client_ids(context.db, sort="total", descending=True)
        return ids[0] if ids else None

    def shown(client_id: int | None) -> None:
        window.attach(context, "clients" if request.page == CARD.key else request.page)
        if client_id is not None:
            window.open_client(client_id)
        _when_quiet(window, jobs, write)

    def write() -> None:
        saved = window.grab().save(str(request.file), "PNG")
        if not saved:
            logging.getLogger(__name__).error("The picture could not be written")
        leave(0 if saved else 1)

    if request.page == CARD.key:
        jobs.run(lambda _report: best_client(), on_done=shown)
    else:
        shown(None)


def _when_quiet(window: MainWindow, jobs: Jobs, then: Callable[[], None]) -> None:
    """Call `then` once no job runs and the page waits for nothing, several looks in a row."""
    timer = QTimer(window, interval=LOOK_AGAIN_MS)
    quiet, looks = 0, 0

    def look() -> None:
        nonlocal quiet, looks
        page = window.current_page()
        looks += 1
        quiet = 0 if jobs.is_busy() or (page is not None and page.is_busy()) else quiet + 1
        if quiet >= QUIET_LOOKS or looks >= LOOKS_AT_MOST:
            timer.stop()
            then()

    timer.timeout.connect(look)
    timer.start()
