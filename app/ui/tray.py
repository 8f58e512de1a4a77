"""The sign in the system tray, where the system has one: how many wait, who is next, and a pause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.i18n import _
from app.ui.theme.brand import app_icon
from app.wording.counts import waiting_count

MESSAGE_MS = 8_000  # a message is left alone for so long; another one would push it off the screen
SHOWN_PEOPLE = 5
TEXT_WIDTH = 420  # px; a menu of the tray is no place for whole stories


class Waiting(NamedTuple):
    """Somebody who waits: a client, or None for a task of the shop, and what the menu says of them."""

    client_id: int | None
    text: str


class Tray(QObject):
    """Make it only where there is a system tray. `client_asked(int)`: this person; `pause_asked(str)`: for an "hour" or
    until "tomorrow"."""

    open_asked = Signal()
    quit_asked = Signal()
    today_asked = Signal()
    client_asked = Signal(int)
    purchase_asked = Signal()
    pause_asked = Signal(str)
    resume_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self._on_message_clicked)
        self._messages: list[tuple[str, str, int | None]] = []
        self._told: int | None = None  # whom the message on the screen is about
        self._turn = QTimer(self, singleShot=True, interval=MESSAGE_MS)
        self._turn.timeout.connect(self._show_next)
        self._count, self._people, self._paused = 0, list[Waiting](), ""
        self._menu = QMenu()
        self._make_menu()
        self.show_words()
        self.show_people(())
        self.show_pause("")
        self._icon.setContextMenu(self._menu)
        self._icon.show()

    def _make_menu(self) -> None:
        """Every line there can be; a menu that is open keeps its lines, and only their words change."""
        self._open = self._add(self.open_asked.emit)
        self._who = self._add(self.today_asked.emit)
        self._menu.addSeparator()
        self._lines = [self._add(partial(self._on_person, place)) for place in range(SHOWN_PEOPLE)]
        self._menu.addSeparator()
        self._purchase = self._add(self.purchase_asked.emit)
        self._menu.addSeparator()
        self._is_paused = self._menu.addAction("")
        self._is_paused.setEnabled(False)
        self._resume = self._add(self.resume_asked.emit)
        self._for_hour = self._add(lambda: self.pause_asked.emit("hour"))
        self._until_tomorrow = self._add(lambda: self.pause_asked.emit("tomorrow"))
        self._menu.addSeparator()
        self._quit = self._add(self.quit_asked.emit)

    def show_words(self) -> None:
        """What the menu always says, in the current language. Who waits and the pause come worded."""
        self._open.setText(_("Open Regulars"))
        self._purchase.setText(_("New purchase"))
        self._resume.setText(_("Resume reminders"))
        self._for_hour.setText(_("Pause reminders for an hour"))
        self._until_tomorrow.setText(_("Pause reminders until tomorrow"))
        self._quit.setText(_("Quit"))
        self.show_count(self._count)

    def show_count(self, count: int) -> None:
        """How many clients are waiting today: in the sign, its tip and the menu."""
        changed, self._count = count != self._count, count
        if changed:
            self._icon.setIcon(app_icon(count))
        waiting = waiting_count(count)
        self._who.setText(waiting[:1].upper() + waiting[1:] if count else _("Nobody is waiting"))
        self._show_tip()

    def show_people(self, people: Sequence[Waiting]) -> None:
        """The next few who wait, each with why."""
        self._people = list(people[:SHOWN_PEOPLE])
        metrics = QFontMetrics(self._menu.font())
        for place, action in enumerate(self._lines):
            is_there = place < len(self._people)
            action.setVisible(is_there)
            if is_there:
                text = metrics.elidedText(self._people[place].text, Qt.TextElideMode.ElideRight, TEXT_WIDTH)
                action.setText(text.replace("&", "&&"))

    def show_pause(self, until: str) -> None:
        """Until when reminders are paused, in words; "" if they are not."""
        self._paused = until
        self._is_paused.setText(until)
        for action in (self._is_paused, self._resume):
            action.setVisible(bool(until))
        self._for_hour.setVisible(not until)
        self._until_tomorrow.setVisible(not until)
        self._show_tip()

    def show_message(self, title: str, text: str, client_id: int | None = None) -> None:
        """A message of the tray, where the system has no notification service that we speak to; one after the other. A
        click on it asks for the client, or for Today."""
        self._messages.append((title, text, client_id))
        if not self._turn.isActive():
            self._show_next()

    def hide(self) -> None:
        """Take the sign away before the program ends, or with the tray."""
        self._icon.hide()

    def _show_tip(self) -> None:
        waiting = waiting_count(self._count) if self._count else ""
        self._icon.setToolTip(" · ".join(filter(None, ("Regulars", waiting, self._paused))))

    def _show_next(self) -> None:
        if self._messages:
            title, text, self._told = self._messages.pop(0)
            self._icon.showMessage(title, text, app_icon(), MESSAGE_MS)
            self._turn.start()

    def _on_message_clicked(self) -> None:
        self._ask_for(self._told)

    def _on_person(self, place: int) -> None:
        self._ask_for(self._people[place].client_id)

    def _ask_for(self, client_id: int | None) -> None:
        if client_id is None:
            self.today_asked.emit()
        else:
            self.client_asked.emit(client_id)

    def _add(self, act: Callable[[], object]) -> QAction:
        action = self._menu.addAction("")
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_asked.emit()
