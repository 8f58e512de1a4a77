"""Reminders outside the window: the desktop's notifications where there are any, else the tray; buttons act at once."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.i18n import _, language
from app.models.enums import Area
from app.services.paths import icon_file
from app.ui.background import Jobs, Report
from app.ui.context import AppContext
from app.ui.theme.brand import mark
from app.ui.theme.tokens import LIGHT
from app.wording.notifications import clicked_words, closed_words, tested_words

if TYPE_CHECKING:
    from app.services.reminders.delivery.announce import Announcer, Elsewhere
    from app.services.reminders.delivery.desktop import DesktopNotifier
    from app.services.reminders.delivery.native import NativeNotifier
    from app.services.reminders.delivery.schedule import ReminderSchedule
    from app.services.reminders.delivery.service_info import ServiceInfo
    from app.services.reminders.items import DueItem
    from app.ui.tray import Tray

ICON_SIZE = 64
BODY, PRESSED = "default", "pressed"  # what is clicked of the test's notification
OPENING = (BODY, "open")  # the clicks after which the window comes to the front


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

    def __init__(self, context: AppContext, jobs: Jobs, to_front: Callable[[], None]) -> None:
        self._context, self._jobs, self._to_front = context, jobs, to_front
        self._tray: Tray | None = None
        self._running: _Services | None = None
        self._tested: int | None = None  # number of the test's notification, while it is on the screen
        self._told: int | None = None  # number of what the program told of itself last
        self._token = ""  # with which the desktop lets the window come to the front after a click
        self._icon = _write_icon(context.data_folder)

    def use_tray(self, tray: Tray | None) -> None:
        """From now on the tray shows what the system has no notifications for; with None nothing does."""
        self._tray = tray
        if self._running is not None:
            self._running.announcer.show_elsewhere(self._elsewhere())

    def start(self) -> None:
        """Import and make the clockwork off the GUI thread, and start it in it: a program that ends meanwhile has none.
        It catches up with the time the program was closed."""

        def made(services: _Services) -> None:
            self._running = services
            self.use_tray(self._tray)
            services.schedule.start()

        self._jobs.run(self._make, on_done=made)

    def wake(self) -> None:
        """The computer slept or the clock was set: everything is due to be looked at again."""
        running = self._running
        if running is not None:
            self._jobs.run(lambda _report: running.schedule.wake())

    def tell(self, title: str, body: str) -> None:
        """Something of the program itself, while the window is not seen; at its bottom where nothing else can."""
        running = self._running

        def show(_report: Report) -> int | None:
            from app.services.reminders.delivery.loop_thread import NoAnswer

            try:
                return (
                    None if running is None else running.desktop.notify(title, body, [(BODY, _("Open"))], sound=False)
                )
            except NoAnswer:
                return None

        def done(number: int | None) -> None:
            self._told = number
            if number is None:
                self._context.events.toast.emit(body, None)

        self._jobs.run(show, on_done=done)

    def test(self) -> None:
        """Show a notification for the user to see whether it arrives, and tell all that becomes of it."""
        running = self._running
        if running is None:
            return
        title, body = _("This is how a reminder looks"), _("Regulars tells you whom to contact, and why.")
        buttons = [(BODY, _("Open")), (PRESSED, _("It works"))]
        sound = self._context.settings.sound

        def show(_report: Report) -> tuple[int | None, ServiceInfo | None]:
            from app.services.reminders.delivery.loop_thread import NoAnswer

            try:
                return running.desktop.notify(title, body, buttons, sound=sound), running.desktop.about()
            except NoAnswer:
                return None, running.desktop.about()

        def done(shown: tuple[int | None, ServiceInfo | None]) -> None:
            self._tested, service = shown
            if self._tested is None and self._tray is not None:
                self._show(title, body)
            said = tested_words(service, was_shown=self._tested is not None, has_tray=self._tray is not None)
            self._context.events.toast.emit(said[0], None)
            self._context.events.notification_tested.emit(said)

        self._jobs.run(show, on_done=done)

    def close(self) -> None:
        """End the clockwork and its threads, and take away the notifications whose buttons were theirs."""
        if self._running is not None:
            self._running.schedule.stop()
            self._running.announcer.withdraw()
            for number in filter(None, (self._told, self._tested)):
                self._running.desktop.close(number)
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
            self._icon,
            on_action=lambda number, key: self._clicked(schedule, number, key),
            ring=self._ring_soon,
            on_token=self._take_token,
            on_closed=self._closed,
        )
        announcer = Announcer(
            context.db,
            desktop,
            announcement,
            labels=lambda: {OPEN: _("Open"), DONE: _("Done"), SNOOZE: _("Later")},
            on_open=lambda client_id: self._jobs.post(lambda: self.open(client_id)),
            language=language,
        )
        schedule = ReminderSchedule(context.db, announcer, context.clock.now, back_up, on_zone=self._zone_changed)
        return _Services(desktop, schedule, announcer)

    def _elsewhere(self) -> Elsewhere | None:
        return None if self._tray is None else self._show_in_tray

    def _show_in_tray(self, title: str, body: str, items: Sequence[DueItem]) -> None:
        people = {item.client_id for item in items}
        client_id = people.pop() if len(people) == 1 else None
        self._jobs.post(lambda: self._show(title, body, client_id))

    def _show(self, title: str, body: str, client_id: int | None = None) -> None:
        if self._tray is not None:
            self._tray.show_message(title, body, client_id)
            if self._context.settings.sound and platform.system() == "Linux":  # elsewhere the system rings
                QApplication.beep()

    def _ring_soon(self) -> None:
        self._jobs.post(QApplication.beep)

    def _clicked(self, schedule: ReminderSchedule, number: int, key: str) -> None:
        """In the notifier's thread."""
        if key not in OPENING:
            self._token = ""  # the window stays where it is
        if number == self._told:
            self._jobs.post(self._come_to_front)
            return
        if number != self._tested:
            schedule.click(number, key)
            return
        self._tested = None
        self._jobs.post(lambda: self._context.events.notification_tested.emit([clicked_words()]))
        if key == BODY:
            self._jobs.post(lambda: self.open(None))

    def _closed(self, number: int) -> None:
        """In the notifier's thread. A click closes it as well; it has been told by then."""
        if number == self._told:
            self._told = None
        if number == self._tested:
            self._tested = None
            self._jobs.post(lambda: self._context.events.notification_tested.emit([closed_words()]))

    def _take_token(self, token: str) -> None:
        self._token = token

    def _zone_changed(self) -> None:
        """The computer is in another time zone, and the shop with it: the window counts by its clock, too."""
        self._jobs.post(lambda: self._context.events.changed.emit(frozenset({Area.SETTINGS})))

    def open(self, client_id: int | None) -> None:
        """Bring the window to the front with the card of this client, or with Today."""
        self._come_to_front()
        if client_id is None:
            self._context.events.show_page.emit("today")
        else:
            self._context.events.open_client.emit(client_id)

    def _come_to_front(self) -> None:
        if self._token:
            os.environ["XDG_ACTIVATION_TOKEN"] = self._token  # where Qt looks for it, and takes it away
            self._token = ""
        self._to_front()


def _write_icon(data_folder: Path) -> str:
    """The notification service takes a picture only as a file: one is kept in the data folder."""
    path = icon_file(data_folder)
    if not path.exists() and not mark(ICON_SIZE, theme=LIGHT).save(str(path), "PNG"):
        return ""
    return str(path)
