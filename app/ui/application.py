"""The window's life: paint first, open the database after, keep the clock, end cleanly."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.ui.background import Jobs, Report
from app.ui.clock import Clock, SystemClock
from app.ui.main_window import MainWindow
from app.ui.shell.look import apply_look
from app.ui.shell.memory import Look, WindowMemory
from app.ui.shell.places import last_place
from app.ui.shell.window_place import PAGE, PlaceKeeper, fit_first, keep_place, restore_place
from app.ui.single_instance import SingleInstance
from app.ui.theme import follow_system

if TYPE_CHECKING:
    from argparse import Namespace
    from types import TracebackType

    from app.models.database import Database
    from app.models.enums import Area
    from app.services.settings import ShopSettings
    from app.ui.context import AppContext
    from app.ui.messages import Messages
    from app.ui.shell.presence import Presence
    from app.ui.shell.today_count import TodayCount

# A window that is not painted (minimised by the window manager) still has to open its database.
UNPAINTED_MS = 1_500
SERVICES_MS = 500  # after the first page was asked for
# What the window needs once the shop is open, loaded in the lane that opens it: the window need not stand still for it.
LOADED_FIRST = (
    "app.ui.context",
    "app.ui.today.page",
    "app.ui.shell.beside",
    "app.ui.shell.presence",
    "app.ui.shell.client_search",
    "app.services.reminders.today.scan",
)


class ScreenshotRequest(NamedTuple):
    """A picture of one page: where to write it, which page, which theme ("" as in the settings), logical px."""

    file: Path
    page: str = "today"
    theme: str = ""
    width: int = 1366
    height: int = 768

    @classmethod
    def from_options(cls, options: Namespace) -> ScreenshotRequest:
        """From the command line's `--screenshot FILE --page P --theme T --size WxH`."""
        width, _x, height = options.size.partition("x")
        return cls(Path(options.screenshot), options.page, options.theme or "", int(width), int(height))


def run(
    data_folder: Path, language: str | None, screenshot: ScreenshotRequest | None = None, minimized: bool = False
) -> int:
    """Open the window on the shop in `data_folder` and stay until it is closed; returns the exit code.

    `language` overrides the settings for this session. A second start raises the first window, unless it is
    `minimized`, and returns 0.
    """
    application = make_application()
    with suppress(OSError):  # opening the database says in words what is wrong with the folder
        data_folder.mkdir(parents=True, exist_ok=True)
    instance = None
    if screenshot is None:
        instance = SingleInstance(data_folder, quiet=minimized)
        instance.begin()
    program = Program(application, data_folder, language, screenshot, SystemClock())
    if instance is not None:
        if not instance.is_first():
            return 0
        instance.raise_asked.connect(program.window.bring_to_front)
        program.window.first_painted.connect(instance.listen)
        QTimer.singleShot(UNPAINTED_MS, instance.listen)
    program.start(minimized)
    code = application.exec()
    if instance is not None:
        instance.stop_listening()
    program.close()
    if instance is not None:
        instance.release()
    return code


def make_application() -> QApplication:
    """The QApplication with the names systems ask for."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    # As an argument, for `setStyle` hands back a QStyle, and making all enums of that class takes 10 ms.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setApplicationName("Regulars")
    application.setDesktopFileName("regulars")
    application.setQuitOnLastWindowClosed(False)
    return application


class Program:
    """Holds what lives as long as the window. The database is there after `start` has painted the window."""

    def __init__(
        self,
        application: QApplication,
        data_folder: Path,
        language: str | None,
        screenshot: ScreenshotRequest | None,
        clock: Clock,
    ) -> None:
        self._application = application
        self._folder, self._language, self._screenshot, self._clock = data_folder, language, screenshot, clock
        self._memory = WindowMemory(data_folder)
        self._context: AppContext | None = None
        self._presence: Presence | None = None
        self._opened = self._ended = False
        self.jobs = Jobs(lambda error: self.messages.show_error(error))
        self._look(self._memory.look())
        self.window = MainWindow()
        self.window.close_asked.connect(self._on_close_asked)
        self.window.quit_asked.connect(self._on_quit_asked)
        self.window.undo_asked.connect(self._undo_last)
        self.window.redo_asked.connect(self._redo_last)
        self._watch_for_bugs()

    @cached_property
    def messages(self) -> Messages:
        """Where errors and questions are shown; made with the first page, or with the first error."""
        if self._screenshot is not None:
            from app.ui.screenshot import FailedPicture

            return FailedPicture(self._application.exit)
        from app.ui.messages import Messages

        return Messages(lambda: self.window if self.window.isVisible() else None)

    def start(self, minimized: bool = False) -> None:
        """Show the window; once it is on the screen, open the database in the writer lane."""
        if self._screenshot is not None:
            self.window.resize(self._screenshot.width, self._screenshot.height)
        elif not restore_place(self.window, self._memory):
            fit_first(self.window, self.window.screen().availableSize())
        self.window.first_painted.connect(self._open)
        QTimer.singleShot(UNPAINTED_MS, self.window, self._open)
        if not minimized:
            self.window.show()
            return
        from PySide6.QtWidgets import QSystemTrayIcon

        if not QSystemTrayIcon.isSystemTrayAvailable():
            self.window.showMinimized()

    def quit(self) -> None:
        """End the program."""
        keep_place(self.window, self._memory)
        self.window.allow_close()
        self.window.close()
        self._application.closeAllWindows()  # forms keep what was typed
        self._application.exit()  # `quit` would not, while a message is open that must be answered

    def close(self) -> None:
        """After the event loop: stop the threads, then the database."""
        self._ended = True
        if self._presence is not None:
            self._presence.close()
        self.jobs.close()
        self._memory.write()
        if self._context is not None:
            self._context.db.close()

    def _open(self) -> None:
        if self._opened:
            return
        from app.ui.shell.allocator import keep_memory_small
        from app.ui.theme.brand import app_icon

        keep_memory_small()
        self._application.setWindowIcon(app_icon())
        self._opened = True
        self.jobs.run(
            self._open_shop,
            on_done=self._on_opened,
            on_failed=self._on_open_failed,
            on_progress=lambda _done, _total: self.window.show_upgrade(),
            lane="write",
        )

    def _open_shop(self, report: Report) -> tuple[Database, ShopSettings]:
        from app.models.upgrade import open_database
        from app.services.logs import start_logging
        from app.services.paths import database_file
        from app.services.settings import get_settings
        from app.services.staff import resume_staff

        start_logging(self._folder)
        for name in LOADED_FIRST:
            import_module(name)
        db = open_database(database_file(self._folder), self._clock.now(), on_upgrade=lambda: report(0, 1))
        resume_staff(db)
        return db, get_settings(db)

    def _on_opened(self, opened: tuple[Database, ShopSettings]) -> None:
        from app.ui.context import AppContext
        from app.ui.events import AppEvents
        from app.ui.shell.today_count import TodayCount

        db, settings = opened
        context = AppContext(
            db=db,
            jobs=self.jobs,
            events=AppEvents(),
            messages=self.messages,
            settings=settings,
            clock=self._clock,
            data_folder=self._folder,
            memory=self._memory,
        )
        self._context = context
        db.on_commit(lambda areas: self.jobs.post(lambda: context.events.changed.emit(areas)))
        context.events.changed.connect(self._on_changed)
        look = Look.of(settings)
        if self._memory.look() != look or self._screenshot:
            self._look(look)
            self.window.rebuild()
        self._memory.keep_look(look)
        follow_system(self._on_system_scheme)
        count = TodayCount(context)
        if self._screenshot is not None:
            self._take_screenshot(context, self._screenshot)
            count.refresh()
            return
        self._make_services(context)
        self.window.attach(context, last_place(context.memory.kept(PAGE)))
        PlaceKeeper(self.window, context.memory)
        QTimer.singleShot(SERVICES_MS, self.window, lambda: self._start_services(context, count))

    def _make_services(self, context: AppContext) -> None:
        from app.ui.notifier import Notifier
        from app.ui.shell.ending import EndOfSession
        from app.ui.shell.presence import Presence

        EndOfSession(self.quit, self.window)
        notifier = Notifier(context, self.jobs, self.window.bring_to_front)
        context.test_notification = notifier.test
        self._presence = Presence(self.window, context, notifier, self.window.bring_to_front, self._on_quit_asked)

    def _start_services(self, context: AppContext, count: TodayCount) -> None:
        """What runs beside the window; it does not take the processor from the reading of the first page."""
        if self._ended:
            return
        from app.ui.shell.beside import start_beside

        heartbeat = start_beside(context, count, self.jobs, self.window)
        if self._presence is not None:
            self._presence.start(heartbeat)

    def _on_open_failed(self, error: Exception) -> None:
        self.messages.show_error(error)
        self.messages.when_all_closed(lambda: self._application.exit(1))

    def _on_changed(self, areas: frozenset[Area]) -> None:
        from app.models.enums import Area
        from app.services.settings import get_settings

        context = self._context
        if context is None or Area.SETTINGS not in areas:
            return

        self.jobs.run(lambda _report: get_settings(context.db), on_done=self._on_settings_read)

    def _on_settings_read(self, settings: ShopSettings) -> None:
        context = self._context
        if context is None:
            return
        before, context.settings = context.settings, settings
        look = Look.of(settings)
        if Look.of(before) == look:
            return
        if before.language != settings.language:
            self._language = None  # chosen now, so it wins over the command line
        self._look(look)
        self._memory.keep_look(look)
        context.events.look_changed.emit()

    def _on_system_scheme(self) -> None:
        context = self._context
        if context is not None and context.settings.theme == "system" and not self._screenshot:
            self._look(Look.of(context.settings))
            context.events.look_changed.emit()

    def _look(self, look: Look) -> None:
        shown = self._screenshot.theme if self._screenshot and self._screenshot.theme else look.theme
        apply_look(self._application, look._replace(language=self._language or look.language, theme=shown))

    def _take_screenshot(self, context: AppContext, request: ScreenshotRequest) -> None:
        from app.ui.screenshot import take_screenshot

        take_screenshot(self.window, context, self.jobs, request, self._application.exit)

    def _undo_last(self) -> None:
        if self._context is not None:
            from app.ui.shell.undo import undo_last

            undo_last(self._context)

    def _redo_last(self) -> None:
        if self._context is not None:
            from app.ui.shell.undo import redo_last

            redo_last(self._context)

    def _on_close_asked(self) -> None:
        from app.ui.shell.closing import close_window

        close_window(self._context, self.jobs, self.quit, self._presence)

    def _on_quit_asked(self) -> None:
        from app.ui.shell.closing import end_program

        end_program(self._context, self.jobs, self.quit)

    def _watch_for_bugs(self) -> None:
        """Anything unexpected, in any thread, becomes a message with a report instead of a silent line on stderr."""

        def in_window(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                self._application.exit(130)
                return
            self.messages.show_bug(error.with_traceback(trace))

        def in_thread(told: threading.ExceptHookArgs) -> None:
            error = told.exc_value
            if error is not None:
                self.jobs.post(lambda: self.messages.show_bug(error))

        sys.excepthook = in_window
        threading.excepthook = in_thread
