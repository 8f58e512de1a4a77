"""Reminders outside the window: the desktop's notifications where there are any, else the tray; buttons act at once."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.i18n import _, language
from app.models.enums import Area
from app.ui.background import Jobs, Report
from app.ui.context import AppContext
from app.ui.theme.brand import mark
from app.ui.theme.tokens import LIGHT
from app.ui.tray import Tray

if TYPE_CHECKING:
    from app.services.reminders.delivery.announce import Announcer
    from app.services.reminders.delivery.desktop import DesktopNotifier
    from app.services.reminders.delivery.native import NativeNotifier
    from app.services.reminders.delivery.schedule import ReminderSchedule
    from app.services.reminders.items import DueItem

ICON_SIZE = 64


@dataclass(frozen=True)
class _Services:
    """What runs beside the window once it is up."""

    desktop: DesktopNotifier | NativeNotifier
    schedule: ReminderSchedule
    announcer: Announcer


class Notifier:
    """Starts the clockwork of the reminders in the reader lane, and brings what it says into the GUI thread.

    The clockwork claims, words and shows by itself, from its own threads; here are only the ways to the screen.
    """

    def __init__(self, context: AppContext, jobs: Jobs, tray: Tray | None, to_front: Callable[[], None]) -> None:
        self._context, self._jobs, self._tray, self._to_front = context, jobs, tray, to_front
        self._running: _Services | None = None
        self._icon = _write_icon(context.data_folder)
        if tray is not None:
            tray.today_asked.connect(lambda: self._open(None))

    def start(self) -> None:
        """Import and start the clockwork off the GUI thread; it catches up with the time the program was closed."""

        def started(services: _Services) -> None:
            self._running = services

        self._jobs.run(self._make, on_done=started)

    def wake(self) -> None:
        """The computer slept or the clock was set: everything is due to be looked at again."""
        running = self._running
        if running is not None:
            self._jobs.run(lambda _report: running.schedule.wake())

    def test(self) -> None:
        """Show a notification for the user to see whether it arrives, and say when it cannot."""
        running = self._running
        if running is None:
            return
        title, body = _("This is how a reminder looks"), _("Regulars tells you whom to contact, and why.")
        sound = self._context.settings.sound

        def show(_report: Report) -> int | None:
            from app.services.reminders.delivery.loop_thread import NoAnswer

            try:
                return running.desktop.notify(title, body, sound=sound)
            except NoAnswer:
                return None

        def done(number: int | None) -> None:
            if number is None and self._tray is not None:
                self._show(title, body)
            self._context.events.toast.emit(self._tested(number is not None), None)

        self._jobs.run(show, on_done=done)

    def _tested(self, was_taken: bool) -> str:
        """What the user is told of the test: who took the notification."""
        if was_taken:
            return _("Shown by the notifications of your system.")
        if self._tray is not None:
            return _("There is no notification service here; the sign in the tray shows reminders.")
        return _("This desktop has no notification service. Reminders are on the Today page.")

    def close(self) -> None:
        """End the clockwork and its threads, and take away the notifications whose buttons were theirs."""
        if self._running is not None:
            self._running.schedule.stop()
            self._running.announcer.withdraw()
            self._running.desktop.stop()

    def _make(self, _report: Report) -> _Services:
        from app.services.backups import back_up_daily
        from app.services.clients.attachments import remove_lost_files
        from app.services.reminders.delivery.announce import DONE, OPEN, SNOOZE, Announcer
        from app.services.reminders.delivery.schedule import ReminderSchedule
        from app.services.reminders.delivery.systems import make_desktop
        from app.wording.reminders import announcement

        context = self._context

        def back_up(now: datetime) -> object:
            backup = back_up_daily(context.db, context.data_folder, context.settings.local(now).date())
            if backup is not None:
                remove_lost_files(context.db, context.data_folder, now)
            return backup

        desktop = make_desktop(
            self._icon, on_action=lambda number, key: schedule.click(number, key), ring=self._ring_soon
        )
        announcer = Announcer(
            context.db,
            desktop,
            announcement,
            labels=lambda: {OPEN: _("Open"), DONE: _("Done"), SNOOZE: _("Later")},
            elsewhere=self._show_in_tray if self._tray is not None else None,
            on_open=lambda client_id: self._jobs.post(lambda: self._open(client_id)),
            language=language,
        )
        schedule = ReminderSchedule(context.db, announcer, context.clock.now, back_up, on_zone=self._zone_changed)
        schedule.start()
        return _Services(desktop, schedule, announcer)

    def _show_in_tray(self, title: str, body: str, _items: Sequence[DueItem]) -> None:
        self._jobs.post(lambda: self._show(title, body))

    def _show(self, title: str, body: str) -> None:
        if self._tray is not None:
            self._tray.show_message(title, body)
            if self._context.settings.sound and platform.system() == "Linux":  # elsewhere the system rings
                QApplication.beep()

    def _ring_soon(self) -> None:
        self._jobs.post(QApplication.beep)

    def _zone_changed(self) -> None:
        """The computer is in another time zone, and the shop with it: the window counts by its clock, too."""
        self._jobs.post(lambda: self._context.events.changed.emit(frozenset({Area.SETTINGS})))

    def _open(self, client_id: int | None) -> None:
        self._to_front()
        if client_id is None:
            self._context.events.show_page.emit("today")
        else:
            self._context.events.open_client.emit(client_id)


def _write_icon(data_folder: Path) -> str:
    """The notification service takes a picture only as a file: one is kept in the data folder."""
    path = data_folder / "regulars.png"
    if not path.exists() and not mark(ICON_SIZE, theme=LIGHT).save(str(path), "PNG"):
        return ""
    return str(path)
