"""The window and its sign in the tray: one of the two can always be found, whatever becomes of the tray."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSystemTrayIcon

from app.i18n import _
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.notifier import Notifier
from app.ui.pausing import PauseFollower, pause_reminders, pause_words, resume_reminders
from app.ui.tray import SHOWN_PEOPLE, Tray, Waiting
from app.wording.reminders import reason_sentence

if TYPE_CHECKING:
    from app.services.reminders.items import DueItem
    from app.ui.shell.heartbeat import Heartbeat

PANEL_STARTS_MS = (2_000, 5_000, 10_000)  # a session starts its panel about when it starts programs
SAID = "said/no_tray"  # of what this computer remembers: it was said that windows are minimised here


class Presence(QObject):
    """Owns the sign in the tray and the notifications. `to_front` and `end` are what the program does for them."""

    def __init__(
        self,
        window: QMainWindow,
        context: AppContext,
        notifier: Notifier,
        to_front: Callable[[], None],
        end: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window, self._context, self._to_front, self._end = window, context, to_front, end
        self.notifier = notifier
        self.tray: Tray | None = None
        self._due: Sequence[DueItem] = ()
        self._count = 0
        self._pause = PauseFollower(context, self)
        events = context.events
        events.today_count.connect(self._on_count)
        events.next_due.connect(self._on_next)
        events.paused.connect(self._on_paused)
        events.look_changed.connect(self._on_look)
        self._is_instead = window.isMinimized()  # minimised only because there was no tray
        self.check()

    def start(self, heartbeat: Heartbeat) -> None:
        """Begin to remind. The tray and the end of a pause are looked for at every beat: panels start late, or anew."""
        heartbeat.beat.connect(self.check)
        for after in PANEL_STARTS_MS if self._is_instead else ():
            QTimer.singleShot(after, self, self.check)
        heartbeat.beat.connect(self._pause.check)
        heartbeat.jumped.connect(self.notifier.wake)
        heartbeat.beat.connect(self._say_once)
        self.notifier.start()
        mend_entries(self._context)

    def put_away(self) -> None:
        """Out of the way, but not out of reach: into the tray, else into the task bar."""
        self.check()
        if self.tray is not None:
            self._window.hide()
        else:
            self._window.showMinimized()
            self._is_instead = True
            self._say_once()

    def close(self) -> None:
        """The program ends."""
        QGuiApplication.instance().setBadgeNumber(0)  # type: ignore[union-attr]
        self.notifier.close()
        if self.tray is not None:
            self.tray.hide()

    def check(self) -> None:
        """A sign where there is a tray now. A window that was hidden in a tray that is gone comes to the task bar."""
        self._is_instead = self._is_instead and self._window.isMinimized()
        is_there = QSystemTrayIcon.isSystemTrayAvailable()
        if is_there == (self.tray is not None):
            return
        if is_there:
            self.tray = self._make_tray()
            if self._is_instead:
                self._window.hide()
        elif self.tray is not None:
            self.tray.hide()
            self.tray.deleteLater()
            self.tray = None
            if not self._window.isVisible():
                self._window.showMinimized()
                self._is_instead = True
        self.notifier.use_tray(self.tray)

    def _make_tray(self) -> Tray:
        tray, context = Tray(self), self._context
        tray.open_asked.connect(self._to_front)
        tray.quit_asked.connect(self._end)
        tray.today_asked.connect(lambda: self.notifier.open(None))
        tray.client_asked.connect(self.notifier.open)
        tray.purchase_asked.connect(self._on_purchase)
        tray.pause_asked.connect(lambda how_long: pause_reminders(context, how_long))
        tray.resume_asked.connect(lambda: resume_reminders(context))
        self._fill(tray)
        return tray

    def _fill(self, tray: Tray) -> None:
        tray.show_count(self._count)
        tray.show_people(_waiting(self._due))
        tray.show_pause(pause_words(self._context, self._pause.until))

    def _say_once(self) -> None:
        """That closed windows are minimised here, on the first day only."""
        if self.tray is None and self._is_instead and not self._context.memory.kept(SAID):
            self._context.memory.keep(SAID, "yes")
            body = _("This desktop has no tray for signs: Regulars is minimised in the task bar and goes on reminding.")
            self.notifier.tell(_("Regulars is here"), body)

    def _on_purchase(self) -> None:
        self._to_front()
        self._context.events.new_purchase.emit(None)

    def _on_count(self, count: int) -> None:
        if count != self._count:
            QGuiApplication.instance().setBadgeNumber(count)  # type: ignore[union-attr]
        self._count = count
        if self.tray is not None:
            self.tray.show_count(count)

    def _on_next(self, items: Sequence[DueItem]) -> None:
        self._due = items
        if self.tray is not None:
            self.tray.show_people(_waiting(items))

    def _on_paused(self, until: datetime | None) -> None:
        if self.tray is not None:
            self.tray.show_pause(pause_words(self._context, until))
        if until is None:
            self.notifier.wake()

    def _on_look(self) -> None:
        if self.tray is not None:
            self.tray.show_words()
            self._fill(self.tray)


def _waiting(items: Sequence[DueItem]) -> list[Waiting]:
    """The first people in their turn, each with the first reason."""
    people: dict[object, Waiting] = {}
    for item in items:
        said = " — ".join(filter(None, (item.client, reason_sentence(item.reason))))
        people.setdefault(item.id if item.client_id is None else item.client_id, Waiting(item.client_id, said))
        if len(people) == SHOWN_PEOPLE:
            break
    return list(people.values())


def mend_entries(context: AppContext) -> None:
    """A program that was moved puts itself into its entries again, off the GUI thread."""

    def work(_report: Report) -> None:
        from app.services.autostart.app_menu import mend_menu
        from app.services.autostart.switch import mend_entry
        from app.services.errors import StorageError

        try:
            mend_entry(context.data_folder)
            mend_menu(context.data_folder)
        except StorageError:
            return  # it starts nothing, as before; Settings say so

    context.jobs.run(work)
